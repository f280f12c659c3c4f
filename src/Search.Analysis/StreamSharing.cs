namespace Search.Analysis;

/// <summary>
/// What the streams of one reader of documents share, which reads one field after the other: tokens that one of them cut from a text, for the
/// next one that is reset to the same memory. Not thread-safe.
/// </summary>
public sealed class StreamSharing
{
    /// <summary>The tokens of the text that was read last.</summary>
    internal KeptTokens Words { get; } = new();

    /// <summary>
    /// Forgets all texts. To be called before the memory of any may change: between two documents.
    /// </summary>
    public void Forget() => Words.Forget();
}
