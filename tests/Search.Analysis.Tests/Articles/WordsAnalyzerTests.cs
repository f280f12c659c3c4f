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
