using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

public class WordFormsTests
{
    [Fact]
    public void A_word_in_lower_case_matches_form_or_stem()
    {
        var word = Assert.Single(WordForms.Of("airstrikes"));
        Assert.Equal(("airstrikes", "airstrikes", false, false), (word.Form, word.Term, word.HasCapital, word.IsAcronym));
        Assert.Equal(["airstrik", "airstrikes"], word.Stems.Take(2));
        Assert.Equal(["airstrik"], Assert.Single(WordForms.Of("airstrikes", "en")).Stems);
    }

    [Theory]
    [InlineData("brûlées", "fr", "~brul")]
    [InlineData("l’attaque", "fr", "~attaqu")]
    [InlineData("2015", "fr", "")]
    [InlineData("but", "fr", "~but")]
    [InlineData("المقاتلون", "fr", "مقاتل")]
    [InlineData("huizen", "nl", "huizen")]
    [InlineData("войсками", null, "воисками ~воиск")]
    [InlineData("المقاتلون", null, "مقاتل المقاتلون")]
    [InlineData("the", null, "")]
    [InlineData("fighters", null, "fighter fighters ~fighter ~fighters ~fight")]
    public void Stems_are_of_the_language_or_of_all_that_have_the_script(string word, string? language, string stems) =>
        Assert.Equal(stems, string.Join(' ', Assert.Single(WordForms.Of(word, language)).Stems));

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("it")]
    [InlineData("pt")]
    [InlineData("ru")]
    [InlineData("tr")]
    [InlineData("nl")]
    [InlineData("fa")]
    public void What_is_typed_has_the_stem_that_an_article_in_any_language_has(string language)
    {
        var random = new Random(21);
        var stream = new StemsAnalyzer(language).CreateStream("body.stem");
        string[] endings = ["", "ing", "ers", "ées", "ment", "ungen", "iones", "ções", "zione", "ların", "ами", "ость", "ون", "ات", "'s", "ß", "é"];
        for (var round = 0; round < 5000; round++)
        {
            var letters = random.Next(6) switch { 0 => "абвгденйкёр", 1 => "ابتدرسوي", _ => "abdegilmnorstéüñçığ" };
            var word = new string(random.GetItems<char>(letters, random.Next(1, 8))) + endings[random.Next(endings.Length)];
            var inArticle = Tokens.All(stream, System.Text.Encoding.UTF8.GetBytes(word)).Select(token => token.Term).ToArray();
            var typed = WordForms.Of(word).SelectMany(form => form.Stems).ToHashSet(StringComparer.Ordinal);
            var typedInLanguage = WordForms.Of(word, language).SelectMany(form => form.Stems).ToHashSet(StringComparer.Ordinal);
            Assert.True(typedInLanguage.IsSupersetOf(inArticle), $"{word}: {string.Join(' ', inArticle)} is not in {string.Join(' ', typedInLanguage)}");
            Assert.True(typed.IsSupersetOf(inArticle) || typed.Count == 0, $"{word}: {string.Join(' ', inArticle)} is not in {string.Join(' ', typed)}");
        }
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
