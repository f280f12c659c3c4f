using Search.Lucene.Codecs;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>Another index in the place of this one.</summary>
public sealed partial class IndexWriter
{
    // Since ReplaceWith, until it is committed: the way back leads to segments whose fields have other numbers.
    private bool _fieldsAreOfAnother;

    /// <summary>
    /// Makes the last commit of another index the content of this one, in place of all that is here. <see cref="Commit"/> shows it to
    /// readers, who have the old index until then; <see cref="Rollback"/> gives it up. The files are moved: the other directory holds no
    /// index afterwards. No writer may have it open, and its segments must have other names (<see cref="IndexWriterConfig.FirstSegmentNumber"/>).
    /// Waits for merges; no other thread may add meanwhile.
    /// </summary>
    /// <exception cref="IndexNotFoundException">The other directory holds no index.</exception>
    /// <inheritdoc cref="Commit" path="/exception"/>
    public void ReplaceWith(IndexDirectory other)
    {
        lock (_forcing)
        {
            lock (_turn)
            {
                ThrowIfClosed();
                if (_isPrepared)
                    throw new InvalidOperationException("a commit is prepared already: finish it or roll it back");
                var infos = SegmentInfos.ReadLatest(other);
                WithoutMerges(() => Replace(other, infos));
            }
        }
    }

    /// <summary>Merges number their fields as the index does: none may run while these change.</summary>
    private void WithoutMerges(Action work)
    {
        lock (_gate)
            _isForcing = true;
        try
        {
            WaitForMerges();
            OrGiveUp(work);
        }
        finally
        {
            lock (_gate)
                _isForcing = false;
        }
    }

    private void Replace(IndexDirectory other, SegmentInfos infos)
    {
        DropUncommitted();
        _fieldNumbers.Clear();
        _fieldsAreOfAnother = true;
        MoveIn(other, infos);
    }

    private void MoveIn(IndexDirectory other, SegmentInfos infos)
    {
        var moved = new List<string>();
        try
        {
            foreach (var segment in infos.Segments)
            {
                foreach (var file in segment.Files())
                {
                    moved.Add(file);
                    _directory.MoveIn(other, file);
                }
                AddSegment(new WriterSegment(_directory, segment), _segments.Count);
            }
            ReadFieldNumbers();
        }
        catch
        {
            _files.DeleteUnreferenced(moved);
            throw;
        }
        lock (_names)
            _infos.Counter = Math.Max(_infos.Counter, infos.Counter);
        _changed = true;
    }

    private void ReadFieldNumbers()
    {
        _fieldNumbers.Clear();
        foreach (var segment in _segments)
            _fieldNumbers.Adopt(segment.Core.Fields);
    }
}
