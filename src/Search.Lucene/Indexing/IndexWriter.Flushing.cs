using System.Runtime.ExceptionServices;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Indexing;

/// <summary>From buffers to segments: flushing, and deletions in older segments.</summary>
public sealed partial class IndexWriter
{
    private readonly PostingsCursor _deleteCursor = new();

    /// <summary>Writes the buffered documents as segments and applies the deletions, without committing: memory is freed, nothing becomes durable.</summary>
    /// <inheritdoc cref="Commit" path="/exception"/>
    public void Flush()
    {
        lock (_turn)
        {
            ThrowIfClosed();
            OrGiveUp(FlushAll);
        }
        MergeInBackground(mayHelp: true);
    }

    /// <summary>
    /// A reader of everything added so far, committed or not. What it sees later needs a new one; segments that didn't change are shared.
    /// </summary>
    /// <inheritdoc cref="Commit" path="/exception"/>
    public DirectoryReader OpenReader()
    {
        DirectoryReader? reader = null;
        lock (_turn)
        {
            ThrowIfClosed();
            OrGiveUp(() =>
            {
                FlushAll();
                reader = OpenSnapshot();
            });
        }
        MergeInBackground(mayHelp: false);
        return reader!;
    }

    /// <summary>Works on the segments; when the folder fails in that, goes back to the last commit. For the holder of the turn.</summary>
    private void OrGiveUp(Action work)
    {
        lock (_gate)
        {
            try
            {
                work();
            }
            catch (Exception e) when (IsFolderFailure(e))
            {
                throw GiveUp(e);
            }
        }
    }

    private DirectoryReader OpenSnapshot()
    {
        var leaves = new List<SegmentReader>(_segments.Count);
        try
        {
            var docBase = 0;
            foreach (var segment in _segments)
            {
                leaves.Add(segment.OpenReader(docBase));
                docBase += segment.MaxDoc;
            }
        }
        catch
        {
            foreach (var leaf in leaves)
                leaf.Core.Release();
            throw;
        }
        return DirectoryReader.OfWriter(_directory, [.. leaves], _infos);
    }

    private void FlushManyDeletes()
    {
        if (_buffers.HasManyDeletes)
            Flush();
    }

    /// <summary>Writes one full buffer, while other threads go on adding.</summary>
    private void Flush(BufferFlush flush)
    {
        flush.Write(_compoundBytes, _config.FlushThreads);
        if (flush.Failure is { } failure)
            GiveUp(flush, failure);
        lock (_gate)
            SettleWritten();
        ThrowIfClosed();
        if (flush.Era != _buffers.Era)
            throw Dropped(new IOException("another call could not write"));
        MergeInBackground(mayHelp: true);
    }

    /// <summary>Puts among the segments what this and other threads have written and nobody has taken or dropped since. Needs nothing of the folder.</summary>
    private void SettleWritten()
    {
        foreach (var written in _buffers.TakeWritten())
            Settle(written);
    }

    /// <summary>Goes back to the last commit because of one buffer, which is dropped with all others, unless that was done already.</summary>
    private void GiveUp(BufferFlush flush, Exception failure)
    {
        var isFolder = IsFolderFailure(failure);
        IndexWriteException? given = isFolder ? GiveUp(failure, flush.Era) : null;
        lock (_turn)
        {
            lock (_gate)
            {
                // A fault of ours half-way through a segment: only the last commit is known to be whole.
                if (flush.Era == _buffers.Era)
                    Revert();
            }
        }
        if (given is not null)
            throw given;
        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>
    /// Puts everything that was added so far into segments, and applies everything that was deleted so far. What others add meanwhile goes into
    /// new buffers; their segments, and merges, wait. For the holder of both locks.
    /// </summary>
    private void FlushAll()
    {
        var taken = TakeAll();
        try
        {
            Write(taken);
            foreach (var flush in taken.All)
                Settle(flush);
            ApplyDeletes([.. _segments], taken.Deletes.After, taken.UpTo);
            _changed |= !taken.IsEmpty;
        }
        catch (Exception e)
        {
            foreach (var flush in taken.Unwritten)
                Drop(flush);
            foreach (var flush in taken.BeingWritten)
                DropWritten(flush);
            if (!IsFolderFailure(e))
                Revert();
            throw;
        }
        if (_config.MergeThreads == 0)
            MergeHere();
    }

    private TakenBuffers TakeAll()
    {
        _adding.EnterWriteLock();
        try
        {
            return _buffers.TakeAll();
        }
        finally
        {
            _adding.ExitWriteLock();
        }
    }

    /// <summary>Several buffers are written at the same time; the largest one, which others may leave far behind, by all threads that are free.</summary>
    private void Write(TakenBuffers taken)
    {
        if (taken.Unwritten.Count == 1)
            taken.Unwritten[0].Write(_compoundBytes, _config.FlushThreads);
        else if (taken.Unwritten.MaxBy(flush => flush.DocCount) is { } largest)
            Parallel.ForEach(taken.Unwritten, flush => flush.Write(_compoundBytes, flush == largest ? _config.FlushThreads : Math.Max(1, _config.FlushThreads / taken.Unwritten.Count)));
        foreach (var flush in taken.All)
        {
            flush.Wait();
            if (flush.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Puts what is written among the segments.</summary>
    private void Settle(BufferFlush flush)
    {
        var written = flush.Segment!;
        if (written.DeletedDocs == written.Info.MaxDoc)
            _files.DeleteUnreferenced(flush.Files.CreatedFiles);
        else
            AddSegment(new WriterSegment(_directory, written.Info, written.LiveDocs, written.DeletedDocs) { AppliedUpTo = flush.Place }, _segments.Count);
        flush.IsSettled = true;
        Interlocked.Add(ref _maxDoc, -flush.DocCount);
        _changed = true;
        _buffers.Recycle(flush.Buffer);
    }

    /// <summary>Gives up a buffer that another thread writes, once it has.</summary>
    private void DropWritten(BufferFlush flush)
    {
        flush.Wait();
        Drop(flush);
    }

    /// <summary>Gives up a buffer and its files, unless its documents are in a segment.</summary>
    private void Drop(BufferFlush flush)
    {
        if (flush.IsSettled)
            return;
        flush.IsSettled = true;
        flush.Buffer.Abandon();
        _files.DeleteUnreferenced(flush.Files.CreatedFiles);
    }

    /// <summary>Applies deletions to segments whose documents are all older than they, and drops segments that have nothing left.</summary>
    /// <param name="segments">Segments of the writer.</param>
    /// <param name="after">The deletions after a place.</param>
    /// <param name="upTo">The place up to which these are complete.</param>
    private void ApplyDeletes(IReadOnlyList<WriterSegment> segments, Func<long, (DeleteTerm Term, long Place)[]> after, long upTo)
    {
        (DeleteTerm Term, long Place)[]? deletes = null;
        var place = -1L;
        foreach (var segment in segments)
        {
            // Most segments have the same.
            if (deletes is null || segment.AppliedUpTo != place)
                (deletes, place) = (after(segment.AppliedUpTo), segment.AppliedUpTo);
            ApplyDeletes(segment, deletes);
            segment.AppliedUpTo = upTo;
            if (segment.IsAllDeleted)
                RemoveSegment(segment);
        }
    }

    private void ApplyDeletes(WriterSegment segment, (DeleteTerm Term, long Place)[] deletes)
    {
        Terms? field = null;
        string? name = null;
        foreach (var (term, _) in deletes)
        {
            if (!string.Equals(term.Field, name, StringComparison.Ordinal))
            {
                name = term.Field;
                field = segment.Core.Postings?.Field(name);
            }
            if (field is null || !field.TryGet(term.Term, out var state))
                continue;
            _deleteCursor.Reset(field, state, PostingsFeatures.Docs);
            for (var doc = _deleteCursor.NextDoc(); doc != PostingsCursor.End; doc = _deleteCursor.NextDoc())
                segment.Delete(doc);
        }
    }
}
