using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

public class StemsAnalyzerTests
{
    private static string Stems(string text, string? language = "en") =>
        string.Join(' ', Tokens.All(new StemsAnalyzer(language).CreateStream("body.stem"), System.Text.Encoding.UTF8.GetBytes(text)).Select(token => token.Term));

    [Theory]
    [InlineData("Fighters attacked villages; the fighter attacks a village.", "fighter attack villag fighter attack villag")]
    [InlineData("Yesterday the Hamas leaders met in Hama.", "yesterday leader met")]
    [InlineData("Hamas met. Then Hamas left.", "met left")]
    [InlineData("Gen. Hamas and Mr. Smith and J. Jones left", "gen left")]
    [InlineData("NATO said McDonald's and iPhones failed.", "said fail")]
    [InlineData("He said: \"Fighters left.\" (Villages burned.)", "said fighter left villag burn")]
    [InlineData("In 2015 he paid 1,000 dollars", "paid dollar")]
    public void Words_get_stems_and_names_none(string text, string expected) => Assert.Equal(expected, Stems(text));

    [Theory]
    [InlineData("Rebels Take Villages After Long Sieges", "rebel take villag long sieg")]
    [InlineData("REBELS TAKE VILLAGES", "rebel take villag")]
    [InlineData("Rebels take villages near Aleppo", "rebel take villag")]
    [InlineData("NATO Takes Villages From Rebels", "take villag rebel")]
    public void Capitals_of_a_headline_that_capitalises_everything_are_no_names(string text, string expected) => Assert.Equal(expected, Stems(text));

    [Theory]
    [InlineData("ar", "المقاتلون في المدينة والمقاتلين", "مقاتل مدين مقاتل")]
    [InlineData(null, "المقاتلون fighters", "مقاتل fighter")]
    [InlineData("fa", "المقاتلون", "المقاتلون")]
    [InlineData("fr", "les maisons brûlées de l’été 2015", "~le ~maison ~brul ~de ~ete")]
    [InlineData("fr-CA", "Alep et la ville d’Alep, المدينة", "~alep ~et ~la ~vill مدين")]
    [InlineData("de", "Die Häuser brennen in Aleppo", "~die ~haus ~brenn ~in ~aleppo")]
    [InlineData("es", "naciones y la nación", "~nacion ~y ~la ~nacion")]
    [InlineData("ru", "Войска вышли из Дамаска, the town", "~воиск ~вышл ~из town")]
    [InlineData("tr", "saldırıların ardından Suriye'de", "~saldir ~ardi")]
    [InlineData("nl", "de huizen branden", "de huizen branden")]
    [InlineData("fr", "les maisons bru\u0302le\u0301es", "~le ~maison ~brul")]
    public void Script_and_language_choose_the_stemmer(string? language, string text, string expected) =>
        Assert.Equal(expected, Stems(text, language));
}
