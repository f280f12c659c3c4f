using Search.Analysis;
using Search.Analysis.Articles;

namespace Search.Queries.Articles;

/// <summary>
/// The analysis of every article field: words as written, and stems by the article's language. A stream is asked for by field, and
/// for stems of a language by <c>field@language</c> (<see cref="StemAnalysis"/>). Immutable, thread-safe.
/// </summary>
internal sealed class ArticleAnalyzer : Analyzer
{
    private const char Separator = '@';

    /// <summary>Any language of which nothing is known here: its Latin words have no stems.</summary>
    private const string Other = "other";

    private static readonly string[] LanguagesOfTheirOwn =
        ["fr", "de", "es", "it", "pt", "ru", "tr", "nl", "sv", "da", "no", "fi", "fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pnb", "dv", "lb"];

    private readonly WordsAnalyzer _words = new();

    public static ArticleAnalyzer Instance { get; } = new();

    /// <summary>The name under which the stems of an article of this language are analysed: few, so that each can keep a stream.</summary>
    /// <param name="stemField"><c>title.stem</c> or <c>body.stem</c>.</param>
    /// <param name="language">BCP 47 tag; empty when not known.</param>
    public static string StemAnalysis(string stemField, string language)
    {
        var primary = language.Split('-', '_')[0].Trim().ToLowerInvariant();
        return primary is "" or "en" or "ar" or "und" ? stemField
            : stemField + Separator + (LanguagesOfTheirOwn.Contains(primary) ? primary : Other);
    }

    public override TokenStream CreateStream(string field)
    {
        var separator = field.IndexOf(Separator, StringComparison.Ordinal);
        var name = separator < 0 ? field : field[..separator];
        return name is FieldNames.TitleStem or FieldNames.BodyStem
            ? new StemsAnalyzer(separator < 0 ? null : field[(separator + 1)..]).CreateStream(name)
            : _words.CreateStream(name);
    }
}
