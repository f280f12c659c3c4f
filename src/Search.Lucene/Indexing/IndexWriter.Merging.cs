namespace Search.Lucene.Indexing;

/// <summary>
/// Merging: choose, write while everything goes on, then swap and carry over what was deleted meanwhile. As many merges as there are threads for
/// run in the background; a call that flushes helps with the next one when they fall behind, so that segments don't pile up.
/// </summary>
public sealed partial class IndexWriter
{
    private readonly CancellationTokenSource _ending = new();
    private readonly HashSet<WriterSegment> _merging = [];
    private readonly List<Task> _merges = [];

    // After a failed merge no other is tried before a commit went through: the folder is likely full.
    private bool _mergesPaused;

    // Merges of all segments to few, one at a time; no other begins meanwhile.
    private readonly Lock _forcing = new();
    private bool _isForcing;

    /// <summary>Why the last automatic merge was given up, or null. Nothing is lost by that; merging goes on after the next commit.</summary>
    public Exception? LastMergeFailure { get; private set; }

    /// <summary>Waits until no merge runs in the background. What they made becomes durable with the next commit.</summary>
    public void WaitForMerges()
    {
        while (true)
        {
            Task[] running;
            lock (_gate)
                running = [.. _merges];
            if (running.Length == 0)
                return;
            Task.WaitAll(running, CancellationToken.None);
        }
    }

    /// <summary>Merges until at most <paramref name="maxSegments"/> of the segments of now are left, none with deletions. Commit makes it durable.</summary>
    /// <exception cref="IndexWriteException">The folder failed; the index is as it was before this merge.</exception>
    /// <exception cref="CorruptIndexException">A segment is damaged; the index is as it was before.</exception>
    /// <exception cref="ObjectDisposedException">The writer was closed meanwhile.</exception>
    public void ForceMerge(int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        lock (_forcing)
        {
            Flush();
            lock (_gate)
                _isForcing = true;
            try
            {
                WaitForMerges();
                MergeTo(maxSegments);
            }
            finally
            {
                lock (_gate)
                    _isForcing = false;
            }
        }
        MergeInBackground(mayHelp: false);
    }

    private void MergeTo(int maxSegments)
    {
        HashSet<string> names;
        lock (_gate)
            names = [.. _segments.Select(segment => segment.Name)];
        while (true)
        {
            RunningMerge? merge;
            lock (_gate)
            {
                ThrowIfClosed();
                merge = Begin(() => MergePolicy.FindForcedMerge([.. _segments.Where(segment => names.Contains(segment.Name)).Select(segment => segment.Size)], maxSegments));
            }
            if (merge is null)
                return;
            if (RunOrThrow(merge) is { } merged)
                names.Add(merged);
        }
    }

    private string? RunOrThrow(RunningMerge merge)
    {
        try
        {
            return Run(merge);
        }
        catch (OperationCanceledException e)
        {
            throw new ObjectDisposedException("the writer was closed during the merge", e);
        }
        catch (Exception e) when (IsFolderFailure(e) && e is not CorruptIndexException)
        {
            throw new IndexWriteException($"merging failed: {e.Message}; the index is as it was before", changesAreLost: false, e);
        }
    }

    /// <summary>Begins the merges that are worthwhile, as far as there are threads; when they fall behind, and it may, waits for one more at a time.</summary>
    private void MergeInBackground(bool mayHelp)
    {
        while (true)
        {
            Task awaited;
            lock (_gate)
            {
                if (_closed || _isForcing || _config.MergeThreads == 0)
                    return;
                var isFree = _merges.Count < _config.MergeThreads;
                if ((!isFree && !mayHelp) || BeginWorthwhile() is not { } merge)
                    return;
                var task = Start(merge);
                awaited = isFree ? Task.CompletedTask : task;
            }
            awaited.GetAwaiter().GetResult();
        }
    }

    /// <summary>Merges what is worthwhile in the call that flushed. For the holder of both locks.</summary>
    private void MergeHere()
    {
        while (!_isForcing && BeginWorthwhile() is { } merge)
        {
            if (TryRun(merge) is CorruptIndexException damage)
                throw damage;
        }
    }

    private Task Start(RunningMerge merge)
    {
        Task? task = null;
        task = new Task(
            () =>
            {
                TryRun(merge);
                lock (_gate)
                    _merges.Remove(task!);
                MergeInBackground(mayHelp: false);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning);
        _merges.Add(task);
        task.Start(TaskScheduler.Default);
        return task;
    }

    /// <summary>Runs a merge and returns why it was given up; then the segments stay as they were.</summary>
    private Exception? TryRun(RunningMerge merge)
    {
        try
        {
            Run(merge);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            lock (_gate)
                Pause(e);
            return e;
        }
    }

    private void Pause(Exception failure)
    {
        LastMergeFailure = failure;
        _mergesPaused = true;
    }

    private RunningMerge? BeginWorthwhile()
    {
        try
        {
            return _mergesPaused
                ? null
                : Begin(() => _config.MergePolicy.FindMerge([.. _segments.Where(segment => !_merging.Contains(segment)).Select(segment => segment.Size)]));
        }
        catch (Exception e)
        {
            Pause(e);
            return null;
        }
    }

    /// <summary>Takes the chosen segments, of which none is being merged, with all deletions so far; null when none is chosen.</summary>
    private RunningMerge? Begin(Func<IReadOnlyList<string>> choose)
    {
        while (choose() is { Count: > 0 } names)
        {
            var chosen = Named(names);
            var (deletes, upTo) = _buffers.DeletesAfter(chosen.Min(segment => segment.AppliedUpTo));
            ApplyDeletes(chosen, place => [.. deletes.Where(delete => delete.Place > place)], upTo);
            // Some may have lost their last document: choose anew.
            if (chosen.All(_segments.Contains))
                return Begin(chosen);
        }
        return null;
    }

    private WriterSegment[] Named(IReadOnlyList<string> names) => [.. _segments.Where(segment => names.Contains(segment.Name, StringComparer.Ordinal))];

    private RunningMerge Begin(WriterSegment[] chosen)
    {
        var sources = new List<MergeSource>(chosen.Length);
        var docBase = 0;
        foreach (var segment in chosen)
        {
            var source = new MergeSource(segment.Core, segment.ShareLiveDocs(), docBase);
            sources.Add(source);
            docBase += source.DocCount;
        }
        foreach (var source in sources)
            ObjectDisposedException.ThrowIf(!source.Core.TryAddReference(), this);
        _merging.UnionWith(chosen);
        return new RunningMerge(chosen, sources, _buffers.Era);
    }

    /// <summary>Writes the merged segment and puts it in place; returns its name, null when nothing came of it because its sources are gone.</summary>
    private string? Run(RunningMerge merge)
    {
        var files = new TrackingDirectory(_directory);
        try
        {
            var info = SegmentMerger.Merge(files, NewSegmentName(), merge.Sources, _fieldNumbers, _compoundBytes, _ending.Token);
            lock (_gate)
            {
                // One that is gone in the same era lost its last document meanwhile.
                if (_closed || merge.Era != _buffers.Era || !merge.Segments.Any(_segments.Contains))
                {
                    _files.DeleteUnreferenced(files.CreatedFiles);
                    return null;
                }
                Replace(merge, new WriterSegment(_directory, info, live: null, deletedDocs: 0));
                return info.Name;
            }
        }
        catch
        {
            lock (_gate)
                _files.DeleteUnreferenced(files.CreatedFiles);
            throw;
        }
        finally
        {
            lock (_gate)
                _merging.ExceptWith(merge.Segments);
            merge.Release();
        }
    }

    /// <summary>Puts the merged segment where the first of its sources was.</summary>
    private void Replace(RunningMerge merge, WriterSegment merged)
    {
        for (var i = 0; i < merge.Segments.Count; i++)
            CarryDeletes(merge.Segments[i], merge.Sources[i], merged);
        WriterSegment[] present = [.. merge.Segments.Where(_segments.Contains)];
        merged.AppliedUpTo = present[0].AppliedUpTo;
        AddSegment(merged, _segments.IndexOf(present[0]));
        foreach (var segment in present)
            RemoveSegment(segment);
        if (merged.IsAllDeleted)
            RemoveSegment(merged);
        _changed = true;
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

    /// <summary>Stops the merges that run, one of all segments too, and waits until they have.</summary>
    private void EndMerges()
    {
        _ending.Cancel();
        WaitForMerges();
        lock (_forcing)
            _ending.Dispose();
    }
}
