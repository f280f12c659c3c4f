using Search.Analysis.Standard;

namespace Search.Analysis.Tests.Standard;

public class StandardAnalyzerTests
{
    private static readonly StandardAnalyzer Analyzer = new();

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n,.;:!?", "")]
    [InlineData("The Quick brown-fox", "the quick brown fox")]
    [InlineData("O'Neil's U.S. 3.14 1,000 a:b 1:2 x.1", "o'neil's u.s 3.14 1,000 a:b 1 2 x 1")]
    [InlineData("_a_b _ c_", "_a_b c_")]
    [InlineData("'quoted' (it’s) ‘so’", "quoted it’s so")]
    [InlineData("Öl İzmir ΣΟΦΟΣ", "öl izmir σοφοσ")]
    [InlineData("قلمون، سوريا؟ ١٢٫٥", "قلمون سوريا ١٢٫٥")]
    [InlineData("中文 ひら カタカナ 한국어 ไทย", "中 文 ひ ら カタカナ 한국어 ไทย")]
    [InlineData("😀 👍🏽 1️⃣ 🇸🇾 #⃣ # * a😀b", "😀 👍🏽 1️⃣ 🇸🇾 #⃣ a 😀 b")]
    public void Gives_the_tokens_of_Lucene(string text, string expected) => Assert.Equal(expected, Tokens.Of(Analyzer, text));

    [Fact]
    public void A_long_word_is_cut_after_255_units()
    {
        var word = new string('a', 600);
        Assert.Equal($"{word[..255]} {word[..255]} {word[..90]}", Tokens.Of(Analyzer, word));
    }
}
