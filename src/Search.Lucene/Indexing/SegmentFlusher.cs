using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>Writes the contents of a <see cref="SegmentBuffer"/> as a segment. One instance serves one flush.</summary>
internal sealed class SegmentFlusher
{
    private readonly SegmentBuffer _buffer;
    private readonly IReadOnlyList<(DeleteTerm Term, int Limit)> _deletes;
    private readonly TrackingDirectory _directory;
    private readonly SegmentInfo _segment;
    private readonly BufferedField[] _fields;
    private readonly Dictionary<BufferedField, FieldInfo> _infos;
    private readonly SegmentWriteState _state;
    private readonly PostingsScratch _scratch = new();
    private readonly Stack<EncodedTerms> _spare = new();
    private readonly int _threads;

    private SegmentFlusher(SegmentBuffer buffer, IReadOnlyList<(DeleteTerm Term, int Limit)> deletes, int threads)
    {
        _threads = threads;
        _buffer = buffer;
        _deletes = deletes;
        _directory = buffer.Files!;
        _segment = buffer.Segment! with { MaxDoc = buffer.DocCount };
        _fields = [.. buffer.Fields.OrderBy(field => field.Info.Name, StringComparer.Ordinal)];
        _infos = _fields.ToDictionary(field => field, Describe);
        _state = new SegmentWriteState(_directory, _segment, new FieldInfos(_infos.Values));
    }

    /// <summary>
    /// Writes all files of the buffer's segment; it has at least one document. Without those that <paramref name="deletes"/> hit: each term with
    /// the first document that it spares. At most <paramref name="threads"/> work at it. The buffer still has to be reset.
    /// </summary>
    public static FlushedSegment Flush(SegmentBuffer buffer, IReadOnlyList<(DeleteTerm Term, int Limit)> deletes, long compoundBytes, int threads)
    {
        buffer.FinishStored();
        var flusher = new SegmentFlusher(buffer, deletes, threads);
        var live = flusher.LiveDocs(out var deleted);
        flusher.WriteNorms();
        flusher.WritePostings();
        flusher.WriteDocValues();
        flusher.WritePoints();
        var info = SegmentSealer.Seal(flusher._directory, flusher._segment, flusher._state.Fields, "flush", compoundBytes);
        return new FlushedSegment(info, live, deleted);
    }

    /// <summary>The field as this segment has it: without what only other segments have.</summary>
    private static FieldInfo Describe(BufferedField field)
    {
        var info = field.Info;
        var indexed = field.StartedDoc >= 0;
        var points = field.Points is { Count: > 0 };
        return new FieldInfo(info.Name, info.Number)
        {
            IndexOptions = indexed ? info.IndexOptions : IndexOptions.None,
            OmitNorms = indexed && info.OmitNorms,
            DocValuesType = field.Numbers is { Count: > 0 } || field.Strings is { Count: > 0 } ? info.DocValuesType : DocValuesType.None,
            PointDimensionCount = points ? info.PointDimensionCount : 0,
            PointIndexDimensionCount = points ? info.PointIndexDimensionCount : 0,
            PointNumBytes = points ? info.PointNumBytes : 0,
        };
    }

    /// <summary>Documents that neither failed nor were deleted after they were added.</summary>
    private FixedBitSet? LiveDocs(out int deleted)
    {
        FixedBitSet? live = null;
        foreach (var doc in _buffer.FailedDocs)
            Delete(ref live, doc);
        foreach (var (term, limit) in _deletes)
            DeleteBelow(ref live, term, limit);
        deleted = live is null ? 0 : live.Length - live.Cardinality();
        return live;
    }

    private void DeleteBelow(ref FixedBitSet? live, DeleteTerm term, int limit)
    {
        var field = _buffer.FindInverted(term.Field);
        var slot = field is null ? -1 : field.Terms.Find(term.Term);
        if (slot < 0)
            return;
        foreach (var doc in field!.Read(slot, _scratch).Docs)
        {
            if (doc >= limit)
                break;
            Delete(ref live, doc);
        }
    }

    private void Delete(ref FixedBitSet? live, int doc)
    {
        if (live is null)
        {
            live = new FixedBitSet(_segment.MaxDoc);
            live.SetAll();
        }
        live.Clear(doc);
    }

    private void WriteNorms()
    {
        if (!_state.Fields.Any(field => field.HasNorms))
            return;
        using var writer = new NormsWriter(_state);
        foreach (var field in _fields)
        {
            if (_infos[field].HasNorms)
            {
                var norms = field.Inverted!.Norms!;
                writer.AddField(_infos[field], norms.Values(_segment.MaxDoc).Span, norms.DocsWithField(_segment.MaxDoc));
            }
        }
        writer.Finish();
    }

    private void WritePostings()
    {
        if (!_state.Fields.Any(field => field.IndexOptions != IndexOptions.None))
            return;
        using var writer = new PostingsWriter(_state);
        BufferedField[] fields = [.. _fields.Where(field => _infos[field].IndexOptions != IndexOptions.None && field.Inverted!.Terms.Count > 0)];
        var sorted = new List<Task<int[]>>(fields.Length);
        try
        {
            foreach (var field in fields)
                sorted.Add(SortAsync(field.Inverted!.Terms));
            for (var i = 0; i < fields.Length; i++)
                WriteTerms(writer, _infos[fields[i]], fields[i].Inverted!, sorted[i].GetAwaiter().GetResult());
        }
        finally
        {
            // Nobody reads the buffer any more when this returns.
            foreach (Task slots in sorted)
                slots.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            Closing.All([.. _spare]);
            _spare.Clear();
        }
        writer.Finish();
    }

    /// <summary>Terms of large fields are sorted while those of others are written, where several threads may work.</summary>
    private Task<int[]> SortAsync(TermTable terms) =>
        _threads > 1 && terms.Count > FieldFlush.StretchTerms ? Task.Run(terms.SortedSlots) : Task.FromResult(terms.SortedSlots());

    private void WriteTerms(PostingsWriter writer, FieldInfo info, InvertedField field, int[] slots)
    {
        var norms = info.HasNorms ? field.Norms!.Values(_segment.MaxDoc) : default;
        writer.StartField(info, norms);
        new FieldFlush(field, info, slots, norms, _segment.MaxDoc, _spare).Write(writer, _threads, _scratch);
        writer.FinishField();
    }

    private void WriteDocValues()
    {
        if (!_state.Fields.Any(field => field.DocValuesType != DocValuesType.None))
            return;
        using var writer = new DocValuesWriter(_state);
        foreach (var field in _fields.OrderBy(field => field.Info.Number))
        {
            var type = _infos[field].DocValuesType;
            if (type == DocValuesType.Numeric)
                writer.AddNumeric(_infos[field], field.Numbers!.Docs, field.Numbers.Values);
            else if (type == DocValuesType.Sorted)
                WriteSorted(writer, _infos[field], field.Strings!);
            else if (type == DocValuesType.SortedSet)
                WriteSortedSet(writer, _infos[field], field.Strings!);
        }
        writer.Finish();
    }

    public static void WriteSorted(DocValuesWriter writer, FieldInfo info, SortedColumn column)
    {
        var ids = column.Terms.SortedIds();
        writer.AddSorted(info, column.Docs, column.Ordinals(ids), Terms(column, ids));
    }

    public static void WriteSortedSet(DocValuesWriter writer, FieldInfo info, SortedColumn column)
    {
        var ids = column.Terms.SortedIds();
        writer.AddSortedSet(info, column.Sets(ids), Terms(column, ids));
    }

    private static ReadOnlyMemory<byte>[] Terms(SortedColumn column, int[] ids)
    {
        var terms = new ReadOnlyMemory<byte>[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            terms[i] = column.Terms.TermMemory(ids[i]);
        return terms;
    }

    private void WritePoints()
    {
        if (!_state.Fields.Any(field => field.PointDimensionCount > 0))
            return;
        using var writer = new PointsWriter(_state);
        foreach (var field in _fields.OrderBy(field => field.Info.Number))
        {
            if (_infos[field].PointDimensionCount > 0)
                writer.AddField(_infos[field], field.Points!.Values, field.Points.Docs);
        }
        writer.Finish();
    }
}
