using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

public class WordFormsTests
{
    [Fact]
    public void A_word_in_lower_case_matches_form_or_stem()
    {
        var word = Assert.Single(WordForms.Of("airstrikes"));
        Assert.Equal(("airstrikes", "airstrikes", false, false), (word.Form, word.Term, word.HasCapital, word.IsAcronym));
        Assert.Equal(["airstrik", "airstrikes"], word.Stems);
        Assert.Equal(["airstrik"], Assert.Single(WordForms.Of("airstrikes", "en")).Stems);
    }

    [Theory]
    [InlineData("Hama", "hama")]
    [InlineData("Hamas", "hamas")]
    [InlineData("Hamas's", "hamas")]
    [InlineData("Qalamôun", "qalamoun")]
    [InlineData("iPhone", "iphone")]
    [InlineData("NATO", "nato")]
    public void A_word_with_a_capital_matches_its_own_form_only(string typed, string form)
    {
        var word = Assert.Single(WordForms.Of(typed));
        Assert.Equal((form, form, true), (word.Form, word.Term, word.HasCapital));
        Assert.Empty(word.Stems);
    }

    [Theory]
    [InlineData("IS", true, "IS")]
    [InlineData("WHO", true, "WHO")]
    [InlineData("is", false, "is")]
    [InlineData("Is", false, "is")]
    [InlineData("ISIS", false, "isis")]
    public void A_function_word_in_capitals_is_an_acronym(string typed, bool isAcronym, string term)
    {
        var word = Assert.Single(WordForms.Of(typed));
        Assert.Equal((isAcronym, term), (word.IsAcronym, word.Term));
        Assert.Empty(word.Stems);
    }

    [Fact]
    public void Words_of_a_text_have_positions_and_offsets()
    {
        var words = WordForms.Of("ابن al-Assad");
        Assert.Equal([(0, 0, 6), (1, 7, 9), (2, 10, 15)], words.Select(word => (word.Position, word.Start, word.End)));
        Assert.Empty(WordForms.Of(" - "));
    }

    [Fact]
    public void Pieces_of_words_fold_without_being_cut() => Assert.Equal("qalamou*?' ss", WordForms.Fold("QALAMÔU*?’ ß"));
}
