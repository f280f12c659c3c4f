using Search.Lucene.Highlighting;
using Search.Queries.Articles;

namespace Search.Queries.Searching;

/// <summary>The index fields that headline and story of an article went into, with the analysis of its language: for showing where a query matched them.</summary>
public static class ArticleSources
{
    public static IReadOnlyList<HighlightSource> Title(string language) => Of(FieldNames.Title, FieldNames.TitleStem, language);

    public static IReadOnlyList<HighlightSource> Body(string language) => Of(FieldNames.Body, FieldNames.BodyStem, language);

    private static HighlightSource[] Of(string words, string stems, string language)
    {
        var analyzer = ArticleSchema.AnalyzerFor(language);
        return [new HighlightSource(words, analyzer), new HighlightSource(stems, analyzer)];
    }
}
