namespace Search.Lucene.Indexing;

/// <summary>Everything that was added and deleted up to one moment and is in no segment yet.</summary>
/// <param name="BeingWritten">Buffers that other threads write, or have written.</param>
/// <param name="Unwritten">Buffers in the order of their first documents.</param>
/// <param name="Deletes">Deletions since the last time that everything was taken.</param>
/// <param name="UpTo">Place of the last operation.</param>
internal sealed record TakenBuffers(IReadOnlyList<BufferFlush> BeingWritten, IReadOnlyList<BufferFlush> Unwritten, PendingDeletes Deletes, long UpTo)
{
    public IEnumerable<BufferFlush> All => BeingWritten.Concat(Unwritten);

    /// <summary>True when nothing was added or deleted.</summary>
    public bool IsEmpty => BeingWritten.Count == 0 && Unwritten.Count == 0 && Deletes.IsEmpty;
}
