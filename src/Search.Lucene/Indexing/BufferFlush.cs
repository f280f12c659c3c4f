namespace Search.Lucene.Indexing;

/// <summary>
/// A full buffer on its way to a segment: written by one thread, put among the writer's segments by it or by another. No documents go in any
/// more.
/// </summary>
/// <param name="buffer">At least one document.</param>
/// <param name="deletes">Each deleted term with the first of the buffer's documents that it spares.</param>
/// <param name="place">Of the last operation that it saw: later deletions are to be applied to all of its documents.</param>
/// <param name="era">Of the buffers when it was taken from them.</param>
internal sealed class BufferFlush(SegmentBuffer buffer, IReadOnlyList<(DeleteTerm Term, int Limit)> deletes, long place, int era)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SegmentBuffer Buffer { get; } = buffer;

    public int DocCount { get; } = buffer.DocCount;

    public TrackingDirectory Files { get; } = buffer.Files!;

    public long Place { get; } = place;

    public int Era { get; } = era;

    /// <summary>The segment, once it is written; null before, and when it could not be.</summary>
    public FlushedSegment? Segment { get; private set; }

    /// <summary>Why it could not be written.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>True when its documents are in a segment of the writer, or dropped. Guarded by the writer's lock.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Writes the segment's files. Throws nothing: see <see cref="Failure"/>.</summary>
    public void Write(long compoundBytes, int threads)
    {
        try
        {
            Segment = SegmentFlusher.Flush(Buffer, deletes, compoundBytes, threads);
        }
        catch (Exception e)
        {
            Failure = e;
        }
        finally
        {
            _written.SetResult();
        }
    }

    /// <summary>Waits until it is written, or failed to be.</summary>
    public void Wait() => _written.Task.GetAwaiter().GetResult();
}
