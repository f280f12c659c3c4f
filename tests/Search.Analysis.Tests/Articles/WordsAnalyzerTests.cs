using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

public class WordsAnalyzerTests
{
    private static readonly WordsAnalyzer Analyzer = new();

    [Theory]
    [InlineData("Qalamôun QALAMOUN Qalamou\u0301n", "qalamoun qalamoun qalamoun")]
    [InlineData("Straße Łódź Þór Æon œuvre İstanbul ISPARTA ısı Đỗ ΆΘΗΝΑ Ёлка", "strasse lodz thor aeon oeuvre istanbul isparta isi do αθηνα елка")]
    [InlineData("ﬁne ＦＵＬＬ ʿAlī Hawaiʻi O’Brien O'Brien", "fine full ali hawaii o'brien o'brien")]
    [InlineData("أَسَد إيران آب مدرســـة موسى ٢٠١٥ ۱۲ ١٢٫٥", "اسد ايران اب مدرسه موسي 2015 12 12.5")]
    [InlineData("Obama's OBAMA’S Hamas Hamas' it's", "obama obama hamas hamas it")]
    [InlineData("soft\u00ADhyphen a\u200Db \u0640", "softhyphen ab")]
    public void Folds_case_accents_and_spellings(string text, string expected) => Assert.Equal(expected, Tokens.Of(Analyzer, text));

    [Theory]
    [InlineData("IS is not is", "is IS:0 is not is")]
    [InlineData("The US and the WHO told us who it is", "the us US:0 and the who WHO:0 told us who it is")]
    [InlineData("the WHO's report", "the who WHO:0 report")]
    [InlineData("WHO IS TO BLAME", "who is to blame")]
    [InlineData("WHO IS TO BLAME?\nThe US is", "who is to blame the us US:0 is")]
    [InlineData("U.S. officials in the US said", "u.s officials in the us US:0 said")]
    [InlineData("ISIS and NATO", "isis and nato")]
    [InlineData("THE US’s IS’s", "the us is")]
    public void A_function_word_in_capitals_gets_its_capital_form_in_mixed_case_text_only(string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(Analyzer, text));

    [Theory]
    [InlineData("fr", "L’Iran, d'Alep qu'il aujourd'hui O'Brien l'", "l'iran iran:0 d'alep alep:0 qu'il il:0 aujourd'hui o'brien l")]
    [InlineData("it", "dell’Iran un'altra", "dell'iran iran:0 un'altra altra:0")]
    [InlineData("tr", "Suriye'de Türkiye’nin o'nun", "suriye'de suriye:0 turkiye'nin turkiye:0 o'nun")]
    [InlineData("de", "l'Iran", "l'iran")]
    [InlineData(null, "l'Iran", "l'iran")]
    public void A_word_stands_beside_what_an_apostrophe_joins_to_it(string? language, string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(new WordsAnalyzer(language), text));

    [Fact]
    public void A_block_full_of_joined_words_and_acronyms_fits()
    {
        var terms = Tokens.Of(new WordsAnalyzer("fr"), "so " + string.Concat(Enumerable.Repeat("l'an IS ", 1000))).Split(' ');
        Assert.Equal((1000, 1000, 1000), (terms.Count(term => term == "IS:0"), terms.Count(term => term == "an:0"), terms.Count(term => term == "l'an")));
    }

    [Fact]
    public void What_folds_to_nothing_leaves_its_position_open() => Assert.Equal("a b:2", Tokens.Of(Analyzer, "a ـ b"));

    [Fact]
    public void A_block_full_of_acronyms_fits()
    {
        var text = "so " + string.Concat(Enumerable.Repeat("the IS ", 1000));
        var terms = Tokens.Of(Analyzer, text).Split(' ');
        Assert.Equal(1000, terms.Count(term => term == "IS:0"));
        Assert.Equal(1000, terms.Count(term => term == "is"));
    }
}
