namespace Search.Analysis;

/// <summary>A tokenizer and its filters, in order, over one text at a time. Reusable, not thread-safe.</summary>
/// <remarks>
/// <code>
/// stream.Reset(utf8);
/// while (stream.Next(out var batch))
///     for (var i = 0; i &lt; batch.Count; i++) Use(batch.Term(i), batch.PositionIncrement[i]);
/// </code>
/// </remarks>
public sealed class TokenStream
{
    private readonly Tokenizer _tokenizer;
    private readonly TokenFilter[] _filters;
    private readonly TokenBatch _batch = new();

    public TokenStream(Tokenizer tokenizer, params TokenFilter[] filters)
    {
        _tokenizer = tokenizer;
        _filters = filters;
        var expansion = 1;
        foreach (var filter in filters)
            expansion *= filter.MaxTokensPerToken;
        _batch.Limit = TokenBatch.Capacity / expansion;
    }

    /// <summary>Starts a new text, in UTF-8; it must stay unchanged until the next reset.</summary>
    public void Reset(ReadOnlyMemory<byte> text)
    {
        _tokenizer.Reset(text);
        foreach (var filter in _filters)
            filter.Reset();
    }

    /// <summary>The next block, never empty, valid until the next call; false at the end of the text.</summary>
    public bool Next(out TokenBatch batch)
    {
        batch = _batch;
        while (_tokenizer.Next(_batch))
        {
            foreach (var filter in _filters)
                filter.Apply(_batch);
            if (_batch.Count > 0)
                return true;
        }
        return false;
    }
}
