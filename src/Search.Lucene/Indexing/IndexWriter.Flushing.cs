using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Indexing;

/// <summary>From the buffer to segments: flushing, and deletions in older segments.</summary>
public sealed partial class IndexWriter
{
    private readonly PostingsCursor _deleteCursor = new();

    /// <summary>Writes the buffered documents as a segment and applies the deletions, without committing: memory is freed, nothing becomes durable.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfClosed();
            try
            {
                FlushBuffer();
            }
            catch (Exception e) when (IsFolderFailure(e))
            {
                throw GiveUp(e);
            }
        }
    }

    /// <summary>
    /// A reader of everything added so far, committed or not. What it sees later needs a new one; segments that didn't change are shared.
    /// </summary>
    public DirectoryReader OpenReader()
    {
        lock (_gate)
        {
            ThrowIfClosed();
            try
            {
                FlushBuffer();
                return OpenSnapshot();
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

    private void FlushWhenFull()
    {
        if (_buffer.UsedBytes >= _ramBytes || _buffer.IsFull)
            FlushBuffer();
    }

    private void FlushBuffer()
    {
        try
        {
            if (_buffer.DocCount > 0)
                FlushDocuments();
            else
                FlushDeletes();
        }
        catch (Exception e) when (!IsFolderFailure(e))
        {
            // A fault of ours half-way through a segment: only the last commit is known to be whole.
            Revert();
            throw;
        }
        MergeWhereWorthwhile();
    }

    private void FlushDocuments()
    {
        var files = _buffer.Files!;
        var flushed = SegmentFlusher.Flush(_buffer, _compoundBytes);
        ApplyDeletes();
        if (flushed.DeletedDocs == flushed.Info.MaxDoc)
            files.DeleteCreated();
        else
            AddSegment(new WriterSegment(_directory, flushed.Info, flushed.LiveDocs, flushed.DeletedDocs), _segments.Count);
        _buffer.Reset();
    }

    private void FlushDeletes()
    {
        ApplyDeletes();
        _buffer.Reset();
    }

    /// <summary>Applies the buffer's deletions to all segments, which are older than each of them, and drops segments that have nothing left.</summary>
    private void ApplyDeletes()
    {
        if (_buffer.Deletes.IsEmpty)
            return;
        var terms = _buffer.Deletes.SortedTerms();
        foreach (var segment in _segments.ToArray())
        {
            ApplyDeletes(segment, terms);
            if (segment.IsAllDeleted)
                RemoveSegment(segment);
        }
    }

    private void ApplyDeletes(WriterSegment segment, DeleteTerm[] terms)
    {
        Terms? field = null;
        string? name = null;
        foreach (var term in terms)
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
