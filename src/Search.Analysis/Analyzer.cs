using System.Collections.Concurrent;

namespace Search.Analysis;

/// <summary>Says how the text of a field becomes tokens. Thread-safe; what it says never changes; the streams it makes are not thread-safe.</summary>
public abstract class Analyzer
{
    // A stream of stems is some 200 KB, after many texts up to 3 MB: enough for the searches that run at once, few enough to keep.
    private static readonly int Kept = Math.Min(Environment.ProcessorCount, 8);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<TokenStream>> _idle = new(StringComparer.Ordinal);

    /// <summary>A new stream for texts of <paramref name="field"/>. Callers keep one for each field and thread, and reset it for each text.</summary>
    public abstract TokenStream CreateStream(string field);

    /// <summary>
    /// A new stream for texts of <paramref name="field"/> that gives the same tokens as any other, and may cut no text that another stream of
    /// <paramref name="sharing"/> has just cut.
    /// </summary>
    public virtual TokenStream CreateStream(string field, StreamSharing sharing) => CreateStream(field);

    /// <summary>The gap in positions between two values of one field of one document.</summary>
    public virtual int PositionIncrementGap(string field) => 0;

    /// <summary>A stream for a short use, idle or new: for callers that keep none. Give it back by <see cref="Return"/>.</summary>
    public TokenStream Rent(string field) => _idle.TryGetValue(field, out var idle) && idle.TryDequeue(out var stream) ? stream : CreateStream(field);

    /// <summary>Gives back a stream that was rented for <paramref name="field"/>, and is not used any more; it lets go of its text.</summary>
    public void Return(string field, TokenStream stream)
    {
        stream.Reset(ReadOnlyMemory<byte>.Empty);
        var idle = _idle.GetOrAdd(field, _ => new ConcurrentQueue<TokenStream>());
        if (idle.Count < Kept)
            idle.Enqueue(stream);
    }
}
