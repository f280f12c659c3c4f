using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.DocValues;

public sealed class DocValuesTests
{
    private static readonly FieldInfo Published = new("published", 0) { DocValuesType = DocValuesType.Numeric };
    private static readonly FieldInfo Source = new("source", 4) { DocValuesType = DocValuesType.Sorted };
    private static readonly FieldInfo Tag = new("tag", 7) { DocValuesType = DocValuesType.SortedSet };
    private static readonly FieldInfos Fields = new([Published, Source, Tag]);

    public static TheoryData<string, long[]> Columns()
    {
        var random = new Random(1);
        var data = new TheoryData<string, long[]>
        {
            { "none", [] },
            { "one", [42] },
            { "one extreme", [long.MaxValue] },
            { "all the same", [.. Enumerable.Repeat(-7L, 100)] },
            { "extremes", [long.MinValue, long.MaxValue, 0, -1, 5] },
            { "few distinct", [.. Enumerable.Range(0, 5000).Select(_ => (long)random.Next(5) * 1_000_003)] },
            { "with a divisor", [.. Enumerable.Range(0, 5000).Select(_ => 1_400_000_000_000L + 86_400_000L * random.Next(4000))] },
            { "small positive", [.. Enumerable.Range(0, 5000).Select(_ => 100L + random.Next(1000))] },
            { "epoch seconds", [.. Enumerable.Range(0, 40_000).Select(_ => 1_400_000_000L + random.Next(100_000_000))] },
            { "blocks", [.. Enumerable.Range(0, 100_000).Select(i => i < 90_000 ? random.Next(9) : random.NextInt64())] },
            { "blocks of one value", [.. Enumerable.Range(0, 70_000).Select(i => i < 60_000 ? 3 : random.NextInt64(1L << 40))] },
        };
        foreach (var bits in new[] { 1, 3, 7, 9, 13, 17, 23, 27, 31, 39, 47, 55, 62 })
            data.Add($"{bits} bits", [.. Enumerable.Range(0, 1000).Select(_ => random.NextInt64(1L << bits) * 2 + 1)]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Numbers_of_all_documents_come_back(string name, long[] values)
    {
        Assert.NotEmpty(name);
        AssertNumeric(values.Length, [.. Enumerable.Range(0, values.Length)], values);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Numbers_of_some_documents_come_back(string name, long[] values)
    {
        var random = new Random(name.Length);
        var docs = new List<int>();
        for (var doc = 0; docs.Count < values.Length; doc += 1 + random.Next(3))
            docs.Add(doc);
        AssertNumeric(docs.Count == 0 ? 10 : docs[^1] + 2, [.. docs], values);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 1.0)]
    [InlineData(16, 0.5)]
    [InlineData(17, 1.0)]
    [InlineData(5000, 0.7)]
    public void Strings_come_back_by_ordinal(int termCount, double density)
    {
        var random = new Random(termCount);
        var terms = RandomTerms(random, termCount);
        const int MaxDoc = 10_000;
        var docs = Enumerable.Range(0, MaxDoc).Where(_ => termCount > 0 && random.NextDouble() < density).ToArray();
        var ords = docs.Select(_ => random.Next(termCount)).ToArray();
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", MaxDoc);
        using (var writer = new DocValuesWriter(new SegmentWriteState(directory, segment, Fields)))
        {
            writer.AddSorted(Source, docs, ords, terms);
            writer.Finish();
        }
        using var reader = new DocValuesReader(new SegmentReadState(directory, segment, Fields));
        var column = reader.Sorted("source")!;
        Assert.Equal(termCount, column.ValueCount);
        var actual = Enumerable.Range(0, MaxDoc).Select(column.Ord).ToArray();
        var expected = Enumerable.Repeat(-1, MaxDoc).ToArray();
        for (var i = 0; i < docs.Length; i++)
            expected[docs[i]] = ords[i];
        Assert.Equal(expected, actual);
        AssertTerms(terms, column);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 1, 0.5)]
    [InlineData(300, 1, 0.7)]
    [InlineData(2, 2, 1.0)]
    [InlineData(17, 5, 0.5)]
    [InlineData(3000, 40, 0.9)]
    public void Sets_of_strings_come_back_by_ordinal(int termCount, int most, double density)
    {
        var random = new Random(termCount);
        var terms = RandomTerms(random, termCount);
        const int MaxDoc = 5_000;
        var expected = Enumerable.Range(0, MaxDoc).Select(_ => RandomSet(random, termCount, random.NextDouble() < density ? most : 0)).ToArray();
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", MaxDoc);
        using (var writer = new DocValuesWriter(new SegmentWriteState(directory, segment, Fields)))
        {
            writer.AddSortedSet(Tag, Sets(expected), terms);
            writer.Finish();
        }
        using var reader = new DocValuesReader(new SegmentReadState(directory, segment, Fields));
        reader.CheckIntegrity();
        var column = reader.SortedSet("tag")!;
        Assert.Equal(expected, Enumerable.Range(0, MaxDoc).Select(column.Ords));
        Assert.Equal((expected.Count(set => set.Length > 0), expected.Sum(set => (long)set.Length), termCount), (column.DocCount, column.OrdCount, column.ValueCount));
        Assert.Equal(terms.Select(term => term.ToArray()), Enumerable.Range(0, termCount).Select(column.Lookup));
        Assert.Equal(Enumerable.Range(0, termCount), terms.Select(term => column.Find(term.Span)));
        var counts = new int[termCount];
        column.CountInto([.. Enumerable.Range(0, MaxDoc).Where(doc => doc % 3 == 0)], counts);
        Assert.Equal(Enumerable.Range(0, termCount).Select(ord => expected.Where((set, doc) => doc % 3 == 0 && set.Contains(ord)).Count()), counts);
    }

    [Fact]
    public void A_column_of_strings_is_also_one_of_sets()
    {
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", 4);
        using (var writer = new DocValuesWriter(new SegmentWriteState(directory, segment, Fields)))
        {
            writer.AddSorted(Source, [0, 1, 3], [1, 0, 1], [new byte[] { 1 }, new byte[] { 2 }]);
            writer.Finish();
        }
        using var reader = new DocValuesReader(new SegmentReadState(directory, segment, Fields));
        var sets = reader.Sorted("source")!.AsSets();
        Assert.Equal([[1], [0], [], [1]], Enumerable.Range(0, 4).Select(sets.Ords));
        Assert.Equal((3, 3L, 2), (sets.DocCount, sets.OrdCount, sets.ValueCount));
    }

    [Fact]
    public void Sets_out_of_order_are_refused()
    {
        using var directory = new MemoryDirectory();
        using var writer = new DocValuesWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", 3), Fields));
        ReadOnlyMemory<byte>[] terms = [new byte[] { 1 }, new byte[] { 2 }];
        Assert.Throws<ArgumentException>(() => writer.AddSortedSet(Tag, new OrdinalSets([0], [2], [1, 0]), terms));
        Assert.Throws<ArgumentException>(() => writer.AddSortedSet(Tag, new OrdinalSets([0, 1], [2, 2], [0, 1]), terms));
        Assert.Throws<ArgumentException>(() => writer.AddSortedSet(Tag, new OrdinalSets([1, 0], [1, 2], [0, 1]), terms));
        Assert.Throws<ArgumentException>(() => writer.AddSortedSet(Tag, new OrdinalSets([0], [1], [0, 1]), terms));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddSortedSet(Tag, new OrdinalSets([0], [1], [2]), terms));
    }

    [Fact]
    public void A_string_that_is_not_there_gives_the_place_where_it_would_stand()
    {
        var terms = new[] { "b", "d", "f" }.Select(term => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(term)).ToList();
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", 3);
        using (var writer = new DocValuesWriter(new SegmentWriteState(directory, segment, Fields)))
        {
            writer.AddSorted(Source, [0, 1, 2], [0, 1, 2], terms);
            writer.Finish();
        }
        using var reader = new DocValuesReader(new SegmentReadState(directory, segment, Fields));
        var column = reader.Sorted("source")!;
        Assert.Equal([~0, 0, ~1, 1, ~2, 2, ~3], new[] { "a", "b", "c", "d", "e", "f", "g" }.Select(term => column.Find(Encoding.UTF8.GetBytes(term))));
    }

    [Fact]
    public void Documents_and_strings_out_of_order_are_refused()
    {
        using var directory = new MemoryDirectory();
        using var writer = new DocValuesWriter(new SegmentWriteState(directory, SegmentInfo.Create("_0", 3), Fields));
        Assert.Throws<ArgumentException>(() => writer.AddNumeric(Published, [1, 0], [1, 2]));
        Assert.Throws<ArgumentException>(() => writer.AddNumeric(Published, [1, 3], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddSorted(Source, [0], [1], [new byte[] { 1 }]));
    }

    [Fact]
    public void A_segment_without_such_fields_has_no_files()
    {
        using var directory = new MemoryDirectory();
        using var reader = new DocValuesReader(new SegmentReadState(directory, SegmentInfo.Create("_0", 3), new FieldInfos([new FieldInfo("title", 0)])));
        Assert.Null(reader.Numeric("published"));
        reader.CheckIntegrity();
    }

    private static void AssertNumeric(int maxDoc, int[] docs, long[] values)
    {
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", maxDoc);
        using (var writer = new DocValuesWriter(new SegmentWriteState(directory, segment, Fields)))
        {
            writer.AddNumeric(Published, docs, values);
            writer.Finish();
        }
        using var reader = new DocValuesReader(new SegmentReadState(directory, segment, Fields));
        reader.CheckIntegrity();
        var column = reader.Numeric("published")!;
        var expected = new long?[maxDoc];
        for (var i = 0; i < docs.Length; i++)
            expected[docs[i]] = values[i];
        var actual = Enumerable.Range(0, maxDoc).Select(doc => column.TryGet(doc, out var value) ? value : (long?)null).ToArray();
        Assert.Equal(expected, actual);
        Assert.Equal(docs.Length, column.DocCount);
    }

    private static void AssertTerms(List<ReadOnlyMemory<byte>> terms, SortedDocValues column)
    {
        var all = column.Enumerate();
        foreach (var (term, ord) in terms.Select((term, ord) => (term, ord)))
        {
            Assert.True(all.MoveNext());
            Assert.Equal(term.Span, all.Term);
            Assert.Equal(term.Span, column.Lookup(ord));
            Assert.Equal(ord, column.Find(term.Span));
        }
        Assert.False(all.MoveNext());
    }

    private static int[] RandomSet(Random random, int termCount, int most) => termCount == 0 || most == 0
        ? []
        : [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.Next(termCount)).Distinct().Order()];

    private static OrdinalSets Sets(int[][] sets)
    {
        var docs = Enumerable.Range(0, sets.Length).Where(doc => sets[doc].Length > 0).ToArray();
        var end = 0;
        return new OrdinalSets(docs, [.. docs.Select(doc => end += sets[doc].Length)], [.. sets.SelectMany(set => set)]);
    }

    private static List<ReadOnlyMemory<byte>> RandomTerms(Random random, int count)
    {
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        while (terms.Count < count)
            terms.Add(string.Concat(Enumerable.Repeat("ab", random.Next(20))) + random.Next(100_000) + new string('x', random.Next(40)));
        return [.. terms.Select(term => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(term))];
    }
}
