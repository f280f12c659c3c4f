namespace Search.Analysis;

/// <summary>Cuts one text into tokens, a block at a time. One instance serves one thread and any number of texts, one after the other.</summary>
public abstract class Tokenizer
{
    /// <summary>Starts a new text. <paramref name="text"/> is UTF-8 (invalid sequences are read as U+FFFD) and must stay unchanged until the next reset.</summary>
    public abstract void Reset(ReadOnlyMemory<byte> text);

    /// <summary>
    /// Clears <paramref name="batch"/> and fills it with the next tokens. Returns false, with an empty batch, at the end of the
    /// text. Position increments are at least 1; a batch may be shorter than its capacity before the end, but never empty.
    /// </summary>
    public abstract bool Next(TokenBatch batch);
}
