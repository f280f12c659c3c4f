namespace Search.Analysis;

/// <summary>
/// Rewrites, drops or adds tokens, a block at a time. State that crosses blocks (the increments of dropped tokens) lives in the
/// filter and ends with <see cref="Reset"/>. One instance serves one stream.
/// </summary>
public abstract class TokenFilter
{
    /// <summary>Called at the start of each text.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>
    /// Rewrites the block in place; it may become empty. A filter that adds tokens (a second form at a position) must not exceed
    /// the capacity: it says by <see cref="MaxTokensPerToken"/> how many it may make, and is given blocks with that much room.
    /// </summary>
    public abstract void Apply(TokenBatch batch);

    /// <summary>The most tokens that this filter makes of one; the stream sizes the tokenizer's blocks by the product over its filters.</summary>
    public virtual int MaxTokensPerToken => 1;
}
