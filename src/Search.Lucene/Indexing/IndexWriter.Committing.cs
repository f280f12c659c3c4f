using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.LiveDocs;

namespace Search.Lucene.Indexing;

/// <summary>Two-phase commit, and the way back to the last one.</summary>
public sealed partial class IndexWriter
{
    // Between the two phases of a commit, of one that has nothing new too.
    private bool _isPrepared;

    // Files of the prepared commit, held until it is finished or given up; null where there was nothing new.
    private IReadOnlyCollection<string>? _pendingFiles;

    // A commit that could not be finished, but whose file could not be removed either: kept whole until a newer one stands.
    private IReadOnlyCollection<string> _stuckFiles = [];

    /// <summary>
    /// Makes everything done so far durable and visible to readers, with <paramref name="userData"/> (null: as in the last commit). Does
    /// nothing when there is nothing new. After <see cref="PrepareCommit"/> it finishes what was prepared then.
    /// </summary>
    /// <exception cref="IndexWriteException">The folder failed: the index stands at the last commit, and so does this writer.</exception>
    public void Commit(IReadOnlyDictionary<string, string>? userData = null)
    {
        lock (_turn)
        {
            ThrowIfClosed();
            if (!_isPrepared)
                Prepare(userData);
            else if (userData is not null)
                throw new InvalidOperationException("the prepared commit has its user data already");
            if (_pendingFiles is not null)
                Finish();
            _isPrepared = false;
        }
        MergeInBackground(mayHelp: true);
    }

    /// <summary>
    /// The first phase: writes everything and makes it durable, but not yet visible. <see cref="Commit"/> ends it, <see cref="Rollback"/>
    /// gives it up. What is added in between belongs to the next commit.
    /// </summary>
    /// <inheritdoc cref="Commit" path="/exception"/>
    public void PrepareCommit(IReadOnlyDictionary<string, string>? userData = null)
    {
        lock (_turn)
        {
            ThrowIfClosed();
            if (_isPrepared)
                throw new InvalidOperationException("a commit is prepared already: finish it or roll it back");
            Prepare(userData);
            _isPrepared = true;
        }
    }

    /// <summary>Gives up everything since the last commit, a prepared one included. The writer stays open.</summary>
    public void Rollback()
    {
        lock (_turn)
        {
            ThrowIfClosed();
            lock (_gate)
                Revert();
        }
    }

    private void Prepare(IReadOnlyDictionary<string, string>? userData)
    {
        OrGiveUp(() =>
        {
            FlushAll();
            if (_changed || _committed.LastGeneration < 0 || (userData is not null && !SameEntries(userData, _committed.UserData)))
                Collect(userData);
        });
        if (_pendingFiles is null)
            return;
        try
        {
            // Merges and full buffers may go on meanwhile: the files stay as long as they are pending.
            _directory.Sync(_pendingFiles.Except(_committed.Files(), StringComparer.Ordinal).ToArray());
            _infos.PrepareCommit(_directory);
        }
        catch (Exception e) when (IsFolderFailure(e))
        {
            throw GiveUp(e);
        }
    }

    /// <summary>Writes down the segments as they are now, with their deletions.</summary>
    private void Collect(IReadOnlyDictionary<string, string>? userData)
    {
        SaveDeletes();
        _infos.Segments.Clear();
        foreach (var segment in _segments)
            _infos.Segments.Add(segment.Commit);
        _infos.UserData = userData is null ? _infos.UserData : new Dictionary<string, string>(userData, StringComparer.Ordinal);
        _infos.Version++;
        var files = _infos.Segments.SelectMany(segment => segment.Files()).ToArray();
        _files.Add(files);
        _pendingFiles = files;
        _changed = false;
    }

    private void Finish()
    {
        try
        {
            _infos.FinishCommit(_directory);
        }
        catch (Exception e) when (IsFolderFailure(e))
        {
            lock (_gate)
                KeepStuckCommit();
            throw GiveUp(e);
        }
        lock (_gate)
            Finished();
    }

    private void Finished()
    {
        _pendingFiles = null;
        _files.Add([_infos.FileName!]);
        var replaced = _committed.Files();
        _committed = _infos.Clone();
        _files.Release(replaced);
        _files.Release(_stuckFiles);
        _stuckFiles = [];
        _files.RetryDeletes();
        if (_replacesUnreadable)
            _files.DeleteUnreferenced(_found);
        _replacesUnreadable = false;
        _fieldsAreOfAnother = false;
        _beginsEmpty = false;
        _mergesPaused = false;
    }

    /// <summary>
    /// A commit whose rename went through but whose last step failed, and whose file resists removal, may be what the next reader
    /// finds. It is complete, so its files must stay with it.
    /// </summary>
    private void KeepStuckCommit()
    {
        var name = IndexFileNames.SegmentsFile(_infos.Generation);
        if (!MayExist(name))
            return;
        _stuckFiles = [.. _stuckFiles, .. _pendingFiles!, name];
        _files.Add([.. _pendingFiles!, name]);
    }

    private bool MayExist(string name)
    {
        try
        {
            return _directory.FileExists(name);
        }
        catch (Exception e) when (IsFolderFailure(e))
        {
            return true;
        }
    }

    /// <summary>Writes the unsaved deletions of every segment as a new generation of live docs.</summary>
    private void SaveDeletes()
    {
        var files = new TrackingDirectory(_directory);
        try
        {
            foreach (var segment in _segments.Where(segment => segment.HasUnsavedDeletes))
                SaveDeletes(segment, files);
        }
        catch
        {
            _files.DeleteUnreferenced(files.CreatedFiles);
            throw;
        }
    }

    private void SaveDeletes(WriterSegment segment, TrackingDirectory files)
    {
        var replaced = segment.SaveDeletes(files);
        _files.Add([LiveDocsFormat.FileName(segment.Commit)]);
        if (replaced is not null)
            _files.Release([replaced]);
    }

    /// <summary>Goes back to the last commit and says so. For the holder of the turn.</summary>
    private IndexWriteException GiveUp(Exception cause)
    {
        lock (_gate)
            Revert();
        return Dropped(cause);
    }

    /// <summary>Goes back to the last commit, unless another thread did since an era, and says so.</summary>
    private IndexWriteException GiveUp(Exception cause, int era)
    {
        lock (_turn)
        {
            lock (_gate)
            {
                if (era == _buffers.Era)
                    Revert();
            }
            return Dropped(cause);
        }
    }

    private IndexWriteException Dropped(Exception cause)
    {
        var committed = _committed;
        var stands = committed.LastGeneration < 0
            ? "nothing was committed before"
            : string.Create(CultureInfo.InvariantCulture, $"the index stands at its last commit ({committed.FileName})");
        return new IndexWriteException($"writing the index failed: {cause.Message}; {stands}, and what came after it was dropped", changesAreLost: true, cause);
    }

    private void Revert()
    {
        DropUncommitted();
        _infos.Segments.Clear();
        // A commit that is given up here may be what readers find: the next one takes its place even when it has nothing new.
        _changed = _beginsEmpty || _stuckFiles.Count > 0;
        if (!_beginsEmpty)
            ReopenCommitted();
        if (_fieldsAreOfAnother)
            ReadFieldNumbers();
        _fieldsAreOfAnother = false;
    }

    private void ReopenCommitted()
    {
        _infos.UserData = _committed.UserData;
        foreach (var info in _committed.Segments)
        {
            _infos.Segments.Add(info);
            AddSegment(new WriterSegment(_directory, info), _segments.Count);
        }
    }

    /// <summary>Forgets the buffers, the prepared commit and all segments, and deletes the files that only they needed. Never fails.</summary>
    private void DropUncommitted()
    {
        _adding.EnterWriteLock();
        try
        {
            var (begun, beingWritten) = _buffers.DropAll();
            _files.DeleteUnreferenced(begun);
            foreach (var flush in beingWritten)
                DropWritten(flush);
            _infos.Rollback(_directory);
            if (_infos.Generation > _committed.Generation)
                _files.DeleteUnreferenced([IndexFileNames.PendingSegmentsFile(_infos.Generation)]);
            if (_pendingFiles is not null)
                _files.Release(_pendingFiles);
            (_pendingFiles, _isPrepared) = (null, false);
            foreach (var segment in _segments.ToArray())
                RemoveSegment(segment);
            _files.RetryDeletes();
            Interlocked.Exchange(ref _maxDoc, 0);
        }
        finally
        {
            _adding.ExitWriteLock();
        }
    }

    private static bool SameEntries(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out var value) && string.Equals(value, pair.Value, StringComparison.Ordinal));
}
