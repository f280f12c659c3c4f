namespace Search.Lucene.Indexing;

/// <summary>Segments that are being merged into one, as they were when it began.</summary>
/// <param name="Segments">In index order; they belong to this merge alone.</param>
/// <param name="Sources">Their files and live documents; a reference to each core is held.</param>
/// <param name="Era">Of the writer's buffers: after another one begins these segments are dropped, and nothing comes of the merge.</param>
internal sealed record RunningMerge(IReadOnlyList<WriterSegment> Segments, IReadOnlyList<MergeSource> Sources, int Era)
{
    /// <summary>Gives back the cores.</summary>
    public void Release()
    {
        foreach (var source in Sources)
            source.Core.Release();
    }
}
