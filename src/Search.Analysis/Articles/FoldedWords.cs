namespace Search.Analysis.Articles;

/// <summary>
/// The words of an article, folded (<see cref="FoldFilter"/>), with <see cref="TokenFlags.Name"/> as <see cref="NameTokenizer"/> sets it: what the
/// analysis of words and that of stems begin with. A text is cut once for all streams that share.
/// </summary>
/// <remarks>A <see cref="NameTokenizer"/> and a <see cref="FoldFilter"/> are the same, and read longer texts, whose tokens would take too much memory.</remarks>
internal sealed class FoldedWords(StreamSharing sharing) : Tokenizer
{
    /// <summary>Longest text whose tokens are kept, in bytes.</summary>
    internal const int LongestKept = 1 << 18;

    private readonly KeptTokens _kept = sharing.Words;
    private readonly NameTokenizer _names = new();
    private readonly FoldFilter _fold = new();
    private bool _isKept;
    private int _next;

    public override void Reset(ReadOnlyMemory<byte> text)
    {
        _next = 0;
        _isKept = text.Length <= LongestKept;
        if (_isKept && !_kept.AreOf(text))
            Keep(text);
        if (_isKept)
            return;
        _names.Reset(text);
        _fold.Reset();
    }

    public override bool Next(TokenBatch batch) => _isKept ? NextKept(batch) : NextAnew(batch);

    private void Keep(ReadOnlyMemory<byte> text)
    {
        _names.Keep(text, _kept);
        _fold.Reset();
        for (var block = 0; block < _kept.Count; block++)
            _fold.Apply(_kept[block]);
    }

    private bool NextKept(TokenBatch batch)
    {
        batch.Clear();
        while (_next < _kept.Count && batch.Count == 0)
            batch.CopyFrom(_kept[_next++]);
        return batch.Count > 0;
    }

    private bool NextAnew(TokenBatch batch)
    {
        do
        {
            if (!_names.Next(batch))
                return false;
            _fold.Apply(batch);
        }
        while (batch.Count == 0);
        return true;
    }
}
