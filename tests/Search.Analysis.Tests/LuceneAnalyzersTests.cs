using Search.Analysis.Arabic;
using Search.Analysis.English;

namespace Search.Analysis.Tests;

public class LuceneAnalyzersTests
{
    [Theory]
    [InlineData("The dogs' owners were running to the Ponies' stable", "dog:2 owner were run poni:3 stabl")]
    [InlineData("Obama's JOHN’S conflated hopping skies", "obama john conflat hop ski")]
    [InlineData("it is not", "")]
    public void English_drops_stop_words_and_stems_by_Porter(string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(new EnglishAnalyzer(), text));

    [Theory]
    [InlineData("من الكتاب إلى المَدْرَسَة ١٢٣", "كتاب:2 مدرس:2 123")]
    [InlineData("والمعلمون بالمدينة", "معلم مدين")]
    public void Arabic_normalises_and_stems_lightly(string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(new ArabicAnalyzer(), text));
}
