using System.Collections.Concurrent;
using Search.Analysis;

namespace Search.Queries.Articles;

/// <summary>The analysis of one article, whose language is known: what highlighting reads its stored text with. One for each language that has an analysis of its own.</summary>
internal sealed class ArticleLanguageAnalyzer : Analyzer
{
    private static readonly ConcurrentDictionary<string, ArticleLanguageAnalyzer> Known = new(StringComparer.Ordinal);

    private readonly string _language;

    private ArticleLanguageAnalyzer(string language) => _language = language;

    /// <summary>Languages that are analysed alike share one, so that their streams are used again.</summary>
    public static ArticleLanguageAnalyzer For(string language) =>
        Known.GetOrAdd(ArticleAnalyzer.Analysis(FieldNames.BodyStem, language), _ => new ArticleLanguageAnalyzer(language));

    public override TokenStream CreateStream(string field) => ArticleAnalyzer.Instance.CreateStream(ArticleAnalyzer.Analysis(field, _language));
}
