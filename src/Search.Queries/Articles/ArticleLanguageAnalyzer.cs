using Search.Analysis;

namespace Search.Queries.Articles;

/// <summary>The analysis of one article, whose language is known: what highlighting reads its stored text with.</summary>
internal sealed class ArticleLanguageAnalyzer(string language) : Analyzer
{
    public override TokenStream CreateStream(string field) => ArticleAnalyzer.Instance.CreateStream(
        field is FieldNames.TitleStem or FieldNames.BodyStem ? ArticleAnalyzer.StemAnalysis(field, language) : field);
}
