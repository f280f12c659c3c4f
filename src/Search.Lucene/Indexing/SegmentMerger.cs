using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// Writes one segment from the live documents of several, format by format, without analysing anything again. Documents keep their
/// order: those of the first source come first. One instance serves one merge.
/// </summary>
internal sealed partial class SegmentMerger
{
    private readonly TrackingDirectory _directory;
    private readonly IReadOnlyList<MergeSource> _sources;
    private readonly SegmentInfo _segment;
    private readonly FieldInfos _fields;
    private readonly SegmentWriteState _state;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, byte[]> _norms = new(StringComparer.Ordinal);

    private SegmentMerger(TrackingDirectory directory, string name, IReadOnlyList<MergeSource> sources, FieldNumbers numbers, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _directory = directory;
        _sources = sources;
        _segment = SegmentInfo.Create(name, sources.Sum(source => source.DocCount)) with { MinVersion = OldestVersion(sources) };
        _fields = MergeFields(sources, numbers);
        _state = new SegmentWriteState(directory, _segment, _fields);
    }

    /// <summary>Writes the merged segment, which has at least one document. Damage of a source must not go into it under a checksum that fits.</summary>
    /// <exception cref="CorruptIndexException">A source is damaged.</exception>
    /// <exception cref="OperationCanceledException">It is not finished; the files that were created are for the caller to delete.</exception>
    public static SegmentInfo Merge(
        TrackingDirectory directory, string name, IReadOnlyList<MergeSource> sources, FieldNumbers numbers, long compoundBytes, CancellationToken cancellation)
    {
        foreach (var source in sources)
            source.Core.CheckIntegrity();
        var merger = new SegmentMerger(directory, name, sources, numbers, cancellation);
        merger.MergeStoredFields();
        merger.MergeNorms();
        merger.MergePostings();
        merger.MergeDocValues();
        merger.MergePoints();
        return SegmentSealer.Seal(directory, merger._segment, merger._fields, "merge", compoundBytes);
    }

    private static LuceneVersion? OldestVersion(IReadOnlyList<MergeSource> sources)
    {
        var versions = sources.Select(source => source.Core.Info.MinVersion).ToArray();
        return versions.Any(version => version is null) ? null : versions.Min();
    }

    private static FieldInfos MergeFields(IReadOnlyList<MergeSource> sources, FieldNumbers numbers)
    {
        var merged = new Dictionary<string, FieldInfo>(StringComparer.Ordinal);
        foreach (var field in sources.SelectMany(source => source.Core.Fields))
        {
            var info = field with { Number = numbers[field.Name].Number, Attributes = new Dictionary<string, string>(StringComparer.Ordinal) };
            merged[field.Name] = merged.TryGetValue(field.Name, out var known) ? FieldNumbers.Union(known, info, refuse: false) : info;
        }
        return new FieldInfos(merged.Values);
    }

    private void MergeStoredFields()
    {
        using var writer = new StoredFieldsWriter(_state);
        foreach (var source in _sources)
        {
            _cancellation.ThrowIfCancellationRequested();
            writer.CopyFrom(source.Core.StoredFields, 0, source.MaxDoc, source.LiveDocs);
        }
        writer.Finish(_segment.MaxDoc);
    }

    private void MergeNorms()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_fields.Any(field => field.HasNorms))
            return;
        using var writer = new NormsWriter(_state);
        foreach (var field in _fields)
        {
            if (field.HasNorms)
                MergeNorms(writer, field);
        }
        writer.Finish();
    }

    private void MergeNorms(NormsWriter writer, FieldInfo field)
    {
        var values = new byte[_segment.MaxDoc];
        var docs = new FixedBitSet(_segment.MaxDoc);
        foreach (var source in _sources)
        {
            var info = source.Core.Fields.Find(field.Name);
            if (info is { HasNorms: true } && source.Core.Norms?.Field(info) is { } norms)
                CopyNorms(source, norms, values, docs);
        }
        _norms.Add(field.Name, values);
        writer.AddField(field, values, docs.Cardinality() == docs.Length ? null : docs);
    }

    private static void CopyNorms(MergeSource source, FieldNorms norms, byte[] values, FixedBitSet docs)
    {
        var dense = norms.Dense;
        for (var doc = 0; doc < source.MaxDoc; doc++)
        {
            var mapped = source.Map(doc);
            if (mapped < 0 || (dense.IsEmpty && !norms.Has(doc)))
                continue;
            values[mapped] = dense.IsEmpty ? norms.Get(doc) : dense[doc];
            docs.Set(mapped);
        }
    }

    private void MergeDocValues()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_fields.Any(field => field.DocValuesType != DocValuesType.None))
            return;
        using var writer = new DocValuesWriter(_state);
        foreach (var field in _fields)
        {
            if (field.DocValuesType == DocValuesType.Numeric)
                MergeNumeric(writer, field);
            else if (field.DocValuesType == DocValuesType.Sorted)
                MergeSorted(writer, field);
            else if (field.DocValuesType == DocValuesType.SortedSet)
                MergeSortedSet(writer, field);
            else if (field.DocValuesType != DocValuesType.None)
                throw new NotSupportedException($"field \"{field.Name}\": doc values of kind {field.DocValuesType} can't be merged");
        }
        writer.Finish();
    }

    private void MergeNumeric(DocValuesWriter writer, FieldInfo field)
    {
        var column = new NumericColumn();
        foreach (var source in _sources)
        {
            if (source.Core.DocValues?.Numeric(field.Name) is not { } values)
                continue;
            for (var doc = 0; doc < source.MaxDoc; doc++)
            {
                var mapped = source.Map(doc);
                if (mapped >= 0 && values.TryGet(doc, out var value))
                    column.Add(mapped, value);
            }
        }
        writer.AddNumeric(field, column.Docs, column.Values);
    }

    private void MergeSorted(DocValuesWriter writer, FieldInfo field)
    {
        using var column = new SortedColumn(new TermArena());
        MergeStrings(column, columns => columns.Sorted(field.Name)?.AsSets());
        SegmentFlusher.WriteSorted(writer, field, column);
    }

    private void MergeSortedSet(DocValuesWriter writer, FieldInfo field)
    {
        using var column = new SortedColumn(new TermArena());
        MergeStrings(column, columns => columns.SortedSet(field.Name));
        SegmentFlusher.WriteSortedSet(writer, field, column);
    }

    /// <summary>Strings of all sources go through one table, so that only those of live documents remain.</summary>
    private void MergeStrings(SortedColumn column, Func<DocValuesReader, SortedSetDocValues?> read)
    {
        foreach (var source in _sources)
        {
            if (source.Core.DocValues is { } columns && read(columns) is { } values)
                CopyStrings(source, values, column);
        }
    }

    private static void CopyStrings(MergeSource source, SortedSetDocValues values, SortedColumn column)
    {
        var ids = new int[values.ValueCount];
        Array.Fill(ids, -1);
        for (var doc = 0; doc < source.MaxDoc; doc++)
        {
            var mapped = source.Map(doc);
            var (at, end) = mapped < 0 ? (0, 0) : values.Place(doc);
            for (; at < end; at++)
            {
                var ord = values.Ord(at);
                if (ids[ord] < 0)
                    ids[ord] = column.Intern(values.Lookup(ord));
                column.AddId(mapped, ids[ord]);
            }
        }
    }

    private void MergePoints()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_fields.Any(field => field.PointDimensionCount > 0))
            return;
        using var writer = new PointsWriter(_state);
        foreach (var field in _fields)
        {
            if (field.PointDimensionCount > 0)
                MergePoints(writer, field);
        }
        writer.Finish();
    }

    private void MergePoints(PointsWriter writer, FieldInfo field)
    {
        var column = new NumericColumn();
        foreach (var source in _sources)
        {
            if (source.Core.Points?.Field(field.Name) is { } points)
                CopyPoints(source, points, column);
        }
        writer.AddField(field, column.Values, column.Docs);
    }

    private static void CopyPoints(MergeSource source, PointValues points, NumericColumn column)
    {
        var values = new long[points.MaxLeafPoints];
        var docs = new int[points.MaxLeafPoints];
        for (var leaf = 0; leaf < points.LeafCount; leaf++)
        {
            var count = points.ReadLeaf(leaf, values, docs);
            for (var i = 0; i < count; i++)
            {
                var mapped = source.Map(docs[i]);
                if (mapped >= 0)
                    column.Add(mapped, values[i]);
            }
        }
    }
}
