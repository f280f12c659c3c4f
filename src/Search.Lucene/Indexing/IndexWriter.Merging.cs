namespace Search.Lucene.Indexing;

/// <summary>Merging, in the caller's thread: choose, write, then swap and carry over what was deleted meanwhile.</summary>
public sealed partial class IndexWriter
{
    // After a failed merge no other is tried before a commit went through: the folder is likely full.
    private bool _mergesPaused;

    /// <summary>Why the last automatic merge was given up, or null. Nothing is lost by that; merging goes on after the next commit.</summary>
    public Exception? LastMergeFailure { get; private set; }

    /// <summary>Merges until at most <paramref name="maxSegments"/> segments are left, none with deletions. Commit makes it durable.</summary>
    /// <exception cref="IndexWriteException">The folder failed; the index is as it was before this merge.</exception>
    public void ForceMerge(int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        Flush();
        lock (_gate)
        {
            ThrowIfClosed();
            while (true)
            {
                var names = MergePolicy.FindForcedMerge(Sizes(), maxSegments);
                if (names.Count == 0)
                    return;
                MergeOrThrow(names);
            }
        }
    }

    private void MergeOrThrow(IReadOnlyList<string> names)
    {
        try
        {
            Merge(names);
        }
        catch (Exception e) when (IsFolderFailure(e) && e is not CorruptIndexException)
        {
            throw new IndexWriteException($"merging failed: {e.Message}; the index is as it was before", changesAreLost: false, e);
        }
    }

    private void MergeWhereWorthwhile()
    {
        try
        {
            while (!_mergesPaused)
            {
                var names = _config.MergePolicy.FindMerge(Sizes());
                if (names.Count == 0)
                    return;
                Merge(names);
            }
        }
        catch (Exception e) when (IsFolderFailure(e) && e is not CorruptIndexException)
        {
            LastMergeFailure = e;
            _mergesPaused = true;
        }
    }

    private SegmentSize[] Sizes() => [.. _segments.Select(segment => segment.Size)];

    private void Merge(IReadOnlyList<string> names)
    {
        var chosen = _segments.Where(segment => names.Contains(segment.Name, StringComparer.Ordinal)).ToArray();
        var sources = Snapshot(chosen);
        var merged = WriteMerged(sources);
        Replace(chosen, sources, merged);
        _changed = true;
    }

    private static List<MergeSource> Snapshot(WriterSegment[] segments)
    {
        var sources = new List<MergeSource>(segments.Length);
        var docBase = 0;
        foreach (var segment in segments)
        {
            var source = new MergeSource(segment.Core, segment.ShareLiveDocs(), docBase);
            sources.Add(source);
            docBase += source.DocCount;
        }
        return sources;
    }

    private WriterSegment WriteMerged(List<MergeSource> sources)
    {
        var files = new TrackingDirectory(_directory);
        try
        {
            var info = SegmentMerger.Merge(files, _infos.NewSegmentName(), sources, _fieldNumbers, _compoundBytes);
            return new WriterSegment(_directory, info, live: null, deletedDocs: 0);
        }
        catch
        {
            _files.DeleteUnreferenced(files.CreatedFiles);
            throw;
        }
    }

    /// <summary>Puts the merged segment where the first of its sources was.</summary>
    private void Replace(WriterSegment[] chosen, List<MergeSource> sources, WriterSegment merged)
    {
        for (var i = 0; i < chosen.Length; i++)
            CarryDeletes(chosen[i], sources[i], merged);
        AddSegment(merged, _segments.IndexOf(chosen[0]));
        foreach (var segment in chosen)
            RemoveSegment(segment);
        if (merged.IsAllDeleted)
            RemoveSegment(merged);
    }

    /// <summary>Documents that were deleted since the merge began are deleted in what it made.</summary>
    private static void CarryDeletes(WriterSegment segment, MergeSource source, WriterSegment merged)
    {
        var now = segment.ShareLiveDocs();
        if (now is null || ReferenceEquals(now, source.LiveDocs))
            return;
        for (var doc = 0; doc < source.MaxDoc; doc++)
        {
            if (!now.Get(doc) && source.Map(doc) is >= 0 and var mapped)
                merged.Delete(mapped);
        }
    }
}
