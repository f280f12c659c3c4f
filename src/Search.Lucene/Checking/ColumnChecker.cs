using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks norms and doc values: the documents that have one are counted and ranked right, every value can be read, ordinals of a document
/// ascend, and every string is used.
/// </summary>
internal static class ColumnChecker
{
    public static void CheckNorms(SegmentReadState state, CheckReport report)
    {
        using var reader = new NormsReader(state);
        var file = state.Segment.FileName(NormsFormat.DataExtension);
        foreach (var field in state.Fields.Where(field => field.HasNorms))
        {
            if (reader.Field(field) is { } norms)
                report.Try(() => CheckNorms(file, field, norms, state.Segment.MaxDoc));
        }
    }

    /// <summary>Returns how many values there are.</summary>
    public static long CheckDocValues(SegmentReadState state, CheckReport report)
    {
        using var reader = new DocValuesReader(state);
        long values = 0;
        foreach (var field in state.Fields.Where(field => field.DocValuesType != DocValuesType.None))
            report.Try(() => values += CheckField(state, field, reader));
        return values;
    }

    private static long CheckField(SegmentReadState state, FieldInfo field, DocValuesReader reader)
    {
        var segment = state.Segment;
        if (reader.Numeric(field.Name) is not null || reader.Sorted(field.Name) is not null || reader.SortedSet(field.Name) is not null)
            FileListChecker.CheckFormats(state, field, postings: false);
        var file = segment.FileName(DocValuesFormat.DataExtension, Codecs.Fields.PerFieldAttributes.DocValuesSuffix);
        if (reader.Numeric(field.Name) is { } numbers)
            return CheckNumbers(file, field, numbers, segment.MaxDoc);
        if (reader.Sorted(field.Name) is { } strings)
            return CheckStrings(file, field, strings, segment.MaxDoc);
        return reader.SortedSet(field.Name) is { } sets ? CheckSets(file, field, sets, segment.MaxDoc) : 0;
    }

    private static void CheckNorms(string file, FieldInfo field, FieldNorms norms, int maxDoc)
    {
        CheckDocs(file, field, norms.Docs, maxDoc);
        for (var doc = 0; doc < maxDoc; doc++)
            norms.Get(doc);
    }

    /// <summary>The n-th document with a value has the n-th value.</summary>
    private static void CheckDocs(string file, FieldInfo field, DocsWithField docs, int maxDoc)
    {
        var count = 0;
        for (var doc = 0; doc < maxDoc; doc++)
        {
            var index = docs.Index(doc);
            if (index >= 0 && index != count++)
                CorruptIndexException.Throw(file, docs.Offset, $"value {count - 1} of field \"{field.Name}\" for document {doc}", Text(index));
        }
        CheckCount(file, docs.Offset, field, docs.Count, count);
        docs.CheckJumps();
    }

    private static int CheckNumbers(string file, FieldInfo field, NumericDocValues numbers, int maxDoc)
    {
        CheckDocs(file, field, numbers.Docs, maxDoc);
        for (var doc = 0; doc < maxDoc; doc++)
            numbers.TryGet(doc, out _);
        return numbers.DocCount;
    }

    private static int CheckStrings(string file, FieldInfo field, SortedDocValues strings, int maxDoc)
    {
        CheckDocs(file, field, strings.Docs, maxDoc);
        var used = new FixedBitSet(strings.ValueCount);
        for (var doc = 0; doc < maxDoc; doc++)
        {
            if (strings.Ord(doc) is >= 0 and var ord)
                used.Set(ord);
        }
        CheckCount(file, strings.OrdsOffset, field, strings.ValueCount, used.Cardinality());
        DictionaryChecker.Check(file, field, strings.Terms);
        return strings.DocCount;
    }

    private static long CheckSets(string file, FieldInfo field, SortedSetDocValues sets, int maxDoc)
    {
        CheckDocs(file, field, sets.Docs, maxDoc);
        var used = new FixedBitSet(sets.ValueCount);
        var values = 0L;
        for (var doc = 0; doc < maxDoc; doc++)
        {
            if (sets.Docs.Index(doc) >= 0)
                values += CheckSet(file, field, sets, doc, values, used);
        }
        CheckCount(file, sets.OrdsOffset, field, sets.OrdCount, values);
        CheckCount(file, sets.OrdsOffset, field, sets.ValueCount, used.Cardinality());
        DictionaryChecker.Check(file, field, sets.Terms);
        return values;
    }

    /// <summary>Returns how many strings the document has, whose ordinals must begin at a place among all.</summary>
    private static long CheckSet(string file, FieldInfo field, SortedSetDocValues sets, int doc, long from, FixedBitSet used)
    {
        var (start, end) = sets.Place(doc);
        if (start != from)
            CorruptIndexException.Throw(file, sets.OrdsOffset, $"ordinals of field \"{field.Name}\" from {from} on for document {doc}", Text(start));
        var previous = -1;
        for (var at = start; at < end; at++)
        {
            var ord = sets.Ord(at);
            if (ord <= previous)
                CorruptIndexException.Throw(file, sets.OrdsOffset, $"ascending ordinals of field \"{field.Name}\"", $"{previous} before {ord} in document {doc}");
            used.Set(ord);
            previous = ord;
        }
        return end - start;
    }

    private static void CheckCount(string file, long offset, FieldInfo field, long expected, long actual)
    {
        if (expected != actual)
            CorruptIndexException.Throw(file, offset, $"{expected} values of field \"{field.Name}\"", Text(actual));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
