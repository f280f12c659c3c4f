using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Norms;

public sealed class NormsTests
{
    private static readonly FieldInfo Title = new("title", 0) { IndexOptions = IndexOptions.DocsAndFreqs };
    private static readonly FieldInfo Body = new("body", 2) { IndexOptions = IndexOptions.DocsAndFreqs };
    private static readonly FieldInfo Plain = new("url", 1) { IndexOptions = IndexOptions.Docs, OmitNorms = true };
    private static readonly FieldInfos Fields = new([Title, Plain, Body]);

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(100, 1.0)]
    [InlineData(100, 0.5)]
    [InlineData(100, 0.0)]
    [InlineData(70_000, 0.01)]
    [InlineData(70_000, 0.9)]
    [InlineData(400_000, 0.3)]
    [InlineData(140_000, 0.9999)]
    public void Norms_come_back_for_the_documents_that_have_them(int maxDoc, double density)
    {
        var random = new Random(maxDoc);
        var title = RandomField(random, maxDoc, density);
        var body = RandomField(random, maxDoc, 1);
        using var directory = new MemoryDirectory();
        var segment = Write(directory, maxDoc, title, body);
        using var reader = new NormsReader(new SegmentReadState(directory, segment, Fields));
        reader.CheckIntegrity();
        AssertSame(title, reader.Field(Title)!);
        AssertSame(body, reader.Field(Body)!);
        Assert.Equal(body.Norms, reader.Field(Body)!.Dense);
        Assert.Null(reader.Field(Plain));
    }

    [Fact]
    public void One_length_for_all_documents_takes_no_bytes_each()
    {
        var norms = Enumerable.Repeat((byte)200, 10_000).ToArray();
        using var directory = new MemoryDirectory();
        var segment = Write(directory, norms.Length, (norms, null), (norms, null));
        using var reader = new NormsReader(new SegmentReadState(directory, segment, Fields));
        Assert.True(directory.FileLength("_0.nvd") < 200);
        Assert.Equal(200, reader.Field(Title)!.Get(5000));
        Assert.Equal(norms, reader.Field(Title)!.Dense);
    }

    [Fact]
    public void A_field_of_another_segment_is_refused()
    {
        using var directory = new MemoryDirectory();
        var segment = Write(directory, 3, (new byte[] { 1, 2, 3 }, null), (new byte[] { 1, 2, 3 }, null));
        var other = new FieldInfos([Title]);
        var error = Assert.Throws<CorruptIndexException>(() => new NormsReader(new SegmentReadState(directory, segment, other)));
        Assert.Equal("_0.nvm", error.File);
    }

    private static (byte[] Norms, FixedBitSet? Docs) RandomField(Random random, int maxDoc, double density)
    {
        var norms = new byte[maxDoc];
        random.NextBytes(norms);
        if (density >= 1)
            return (norms, null);
        var docs = new FixedBitSet(maxDoc);
        for (var i = 0; i < maxDoc; i++)
        {
            if (random.NextDouble() < density && (i >> 16) != 2)
                docs.Set(i);
        }
        return (norms, docs);
    }

    private static SegmentInfo Write(MemoryDirectory directory, int maxDoc, (byte[] Norms, FixedBitSet? Docs) title, (byte[] Norms, FixedBitSet? Docs) body)
    {
        var segment = SegmentInfo.Create("_0", maxDoc);
        using var writer = new NormsWriter(new SegmentWriteState(directory, segment, Fields));
        writer.AddField(Title, title.Norms, title.Docs);
        writer.AddField(Body, body.Norms, body.Docs);
        writer.Finish();
        return segment;
    }

    private static void AssertSame((byte[] Norms, FixedBitSet? Docs) expected, FieldNorms actual)
    {
        var wrong = 0;
        for (var doc = 0; doc < expected.Norms.Length; doc++)
        {
            var has = expected.Docs?.Get(doc) ?? true;
            if (actual.Has(doc) != has || actual.Get(doc) != (has ? expected.Norms[doc] : 0))
                wrong++;
        }
        Assert.Equal(0, wrong);
        Assert.Equal(expected.Docs?.Cardinality() ?? expected.Norms.Length, actual.DocCount);
    }
}
