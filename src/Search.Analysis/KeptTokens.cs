namespace Search.Analysis;

/// <summary>The tokens of one text, block by block, to be read several times. Its memory is used again. Not thread-safe.</summary>
internal sealed class KeptTokens
{
    /// <summary>Tokens of a block: as many as any stream takes whose filters at most double them.</summary>
    private const int BlockTokens = TokenBatch.Capacity / 2;

    private readonly List<TokenBatch> _blocks = [];
    private ReadOnlyMemory<byte> _text;

    /// <summary>Blocks of the text; some may be empty.</summary>
    public int Count { get; private set; }

    public TokenBatch this[int index] => _blocks[index];

    /// <summary>True when these are the tokens of this very memory.</summary>
    public bool AreOf(ReadOnlyMemory<byte> text) => !text.IsEmpty && _text.Equals(text);

    /// <summary>Takes all tokens that a tokenizer cuts from a text, in place of those before.</summary>
    public void Fill(Tokenizer tokenizer, ReadOnlyMemory<byte> text)
    {
        Forget();
        tokenizer.Reset(text);
        while (tokenizer.Next(Block(Count)))
            Count++;
        _text = text;
    }

    public void Forget()
    {
        _text = default;
        Count = 0;
    }

    private TokenBatch Block(int index)
    {
        if (index == _blocks.Count)
            _blocks.Add(new TokenBatch { Limit = BlockTokens });
        return _blocks[index];
    }
}
