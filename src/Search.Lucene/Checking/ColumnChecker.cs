using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>Checks norms and doc values: every document's value can be read, counts agree, strings ascend and are all used.</summary>
internal static class ColumnChecker
{
    public static void CheckNorms(SegmentReadState state)
    {
        using var reader = new NormsReader(state);
        reader.CheckIntegrity();
        foreach (var field in state.Fields.Where(field => field.HasNorms))
        {
            if (reader.Field(field) is not { } norms)
                continue;
            var count = 0;
            for (var doc = 0; doc < state.Segment.MaxDoc; doc++)
            {
                norms.Get(doc);
                count += norms.Has(doc) ? 1 : 0;
            }
            CheckCount(state.Segment.FileName(NormsFormat.DataExtension), field, norms.DocCount, count);
        }
    }

    /// <summary>Returns how many values there are.</summary>
    public static long CheckDocValues(SegmentReadState state)
    {
        using var reader = new DocValuesReader(state);
        reader.CheckIntegrity();
        long values = 0;
        foreach (var field in state.Fields.Where(field => field.DocValuesType != DocValuesType.None))
        {
            if (reader.Numeric(field.Name) is { } numbers)
                values += CheckNumbers(state.Segment, field, numbers);
            else if (reader.Sorted(field.Name) is { } strings)
                values += CheckStrings(state.Segment, field, strings);
            else if (reader.SortedSet(field.Name) is { } sets)
                values += CheckSets(state.Segment, field, sets);
        }
        return values;
    }

    private static int CheckNumbers(SegmentInfo segment, FieldInfo field, NumericDocValues numbers)
    {
        var count = 0;
        for (var doc = 0; doc < segment.MaxDoc; doc++)
            count += numbers.TryGet(doc, out _) ? 1 : 0;
        CheckCount(DataFile(segment), field, numbers.DocCount, count);
        return count;
    }

    private static int CheckStrings(SegmentInfo segment, FieldInfo field, SortedDocValues strings)
    {
        var count = 0;
        var used = new FixedBitSet(strings.ValueCount);
        for (var doc = 0; doc < segment.MaxDoc; doc++)
        {
            var ord = strings.Ord(doc);
            if (ord < 0)
                continue;
            used.Set(ord);
            count++;
        }
        CheckCount(DataFile(segment), field, strings.DocCount, count);
        CheckCount(DataFile(segment), field, strings.ValueCount, used.Cardinality());
        CheckOrder(segment, field, strings.Enumerate());
        return count;
    }

    private static long CheckSets(SegmentInfo segment, FieldInfo field, SortedSetDocValues sets)
    {
        var (docs, values) = (0, 0L);
        var used = new FixedBitSet(sets.ValueCount);
        for (var doc = 0; doc < segment.MaxDoc; doc++)
        {
            var ords = sets.Ords(doc);
            CheckAscending(segment, field, doc, ords);
            foreach (var ord in ords)
                used.Set(ord);
            docs += ords.Length > 0 ? 1 : 0;
            values += ords.Length;
        }
        CheckCount(DataFile(segment), field, sets.DocCount, docs);
        CheckCount(DataFile(segment), field, sets.OrdCount, values);
        CheckCount(DataFile(segment), field, sets.ValueCount, used.Cardinality());
        CheckOrder(segment, field, sets.Enumerate());
        return values;
    }

    private static void CheckAscending(SegmentInfo segment, FieldInfo field, int doc, int[] ords)
    {
        for (var i = 1; i < ords.Length; i++)
        {
            if (ords[i - 1] >= ords[i])
                CorruptIndexException.Throw(DataFile(segment), -1, $"ascending ordinals of field \"{field.Name}\"", $"{ords[i - 1]} before {ords[i]} in document {doc}");
        }
    }

    private static void CheckOrder(SegmentInfo segment, FieldInfo field, SortedTerms terms)
    {
        for (byte[]? previous = null; terms.MoveNext(); previous = terms.Term.ToArray())
        {
            if (previous is not null && previous.AsSpan().SequenceCompareTo(terms.Term) >= 0)
                CorruptIndexException.Throw(DataFile(segment), -1, $"ascending strings of field \"{field.Name}\"", $"string {terms.Ord} out of order");
        }
    }

    private static string DataFile(SegmentInfo segment) => segment.FileName(DocValuesFormat.DataExtension, Codecs.Fields.PerFieldAttributes.DocValuesSuffix);

    private static void CheckCount(string file, FieldInfo field, long expected, long actual)
    {
        if (expected != actual)
            CorruptIndexException.Throw(file, -1, $"{expected} values of field \"{field.Name}\"", actual.ToString(CultureInfo.InvariantCulture));
    }
}
