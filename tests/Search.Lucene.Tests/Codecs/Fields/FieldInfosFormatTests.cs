using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Fields;

public sealed class FieldInfosFormatTests
{
    [Fact]
    public void Fields_come_back_with_the_attributes_that_Lucene_asks_for()
    {
        var fields = new FieldInfos(
        [
            new FieldInfo("published", 7) { DocValuesType = DocValuesType.Numeric, PointDimensionCount = 1, PointIndexDimensionCount = 1, PointNumBytes = 8 },
            new FieldInfo("عنوان", 0) { IndexOptions = IndexOptions.DocsAndFreqsAndPositions },
            new FieldInfo("stored", 2),
        ]);
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", 1);
        FieldInfosFormat.Write(directory, segment, fields);
        var back = FieldInfosFormat.Read(directory, segment);
        Assert.Equal(["عنوان", "stored", "published"], back.Select(field => field.Name));
        Assert.Equal("Lucene84", back.ByNumber(0).Attributes["PerFieldPostingsFormat.format"]);
        Assert.Equal("0", back.ByNumber(7).Attributes["PerFieldDocValuesFormat.suffix"]);
        Assert.Empty(back.ByNumber(2).Attributes);
        Assert.Equal((1, 1, 8), (back.ByNumber(7).PointDimensionCount, back.ByNumber(7).PointIndexDimensionCount, back.ByNumber(7).PointNumBytes));
        Assert.Null(back.Find("absent"));
        Assert.Throws<ArgumentOutOfRangeException>(() => back.ByNumber(1));
    }

    [Fact]
    public void A_field_in_another_postings_format_is_refused_by_name()
    {
        var field = new FieldInfo("body", 0) { Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["PerFieldPostingsFormat.format"] = "Direct" } };
        using var directory = new MemoryDirectory();
        var segment = SegmentInfo.Create("_0", 1);
        FieldInfosFormat.Write(directory, segment, new FieldInfos([field]));
        var error = Assert.Throws<IndexFormatException>(() => FieldInfosFormat.Read(directory, segment));
        Assert.Equal("_0.fnm", error.File);
        Assert.Contains("body", error.Message, StringComparison.Ordinal);
        Assert.Contains("Direct", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_or_number_that_occurs_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FieldInfos([new FieldInfo("a", 0), new FieldInfo("a", 1)]));
        Assert.Throws<ArgumentException>(() => new FieldInfos([new FieldInfo("a", 0), new FieldInfo("b", 0)]));
        Assert.Throws<ArgumentException>(() => new FieldInfos([new FieldInfo("a", -1)]));
    }
}
