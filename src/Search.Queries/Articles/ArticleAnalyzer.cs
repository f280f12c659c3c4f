using Search.Analysis;
using Search.Analysis.Articles;

namespace Search.Queries.Articles;

/// <summary>
/// The analysis of every article field: words as written, and stems by the article's language. A stream is asked for by field, and
/// for that field in articles of a language by <c>field@language</c> (<see cref="Analysis"/>). Immutable, thread-safe.
/// </summary>
internal sealed class ArticleAnalyzer : Analyzer
{
    private const char Separator = '@';

    /// <summary>Any language of which nothing is known here: its Latin words have no stems.</summary>
    private const string Other = "other";

    private static readonly string[] LanguagesOfTheirOwn =
        ["fr", "de", "es", "it", "pt", "ru", "tr", "nl", "sv", "da", "no", "fi", "fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pnb", "dv", "lb"];

    /// <summary>Languages that join words by apostrophes: their words are analysed in their own way too.</summary>
    private static readonly string[] LanguagesOfJoinedWords = ["fr", "it", "tr"];

    public static ArticleAnalyzer Instance { get; } = new();

    /// <summary>The name under which this field of an article in this language is analysed: few, so that each can keep a stream.</summary>
    /// <param name="field">Any field; only headline, story and their stems depend on the language.</param>
    /// <param name="language">BCP 47 tag; empty when not known.</param>
    public static string Analysis(string field, string language)
    {
        var primary = language.Split('-', '_')[0].Trim().ToLowerInvariant();
        return field switch
        {
            FieldNames.Title or FieldNames.Body when LanguagesOfJoinedWords.Contains(primary) => field + Separator + primary,
            FieldNames.TitleStem or FieldNames.BodyStem when primary is not ("" or "en" or "ar" or "und") =>
                field + Separator + (LanguagesOfTheirOwn.Contains(primary) ? primary : Other),
            _ => field,
        };
    }

    public override TokenStream CreateStream(string field) => Of(field).CreateStream(field);

    public override TokenStream CreateStream(string field, StreamSharing sharing) => Of(field).CreateStream(field, sharing);

    private static Analyzer Of(string field)
    {
        var separator = field.IndexOf(Separator, StringComparison.Ordinal);
        var (name, language) = separator < 0 ? (field, null) : (field[..separator], field[(separator + 1)..]);
        return name is FieldNames.TitleStem or FieldNames.BodyStem ? new StemsAnalyzer(language) : new WordsAnalyzer(language);
    }
}
