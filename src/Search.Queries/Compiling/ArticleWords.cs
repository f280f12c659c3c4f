using Search.Analysis.Standard;
using Search.Queries.Analysing;

namespace Search.Queries.Compiling;

/// <summary>Reads the words of a query as the article fields hold them. Thread-safe.</summary>
internal abstract class ArticleWords
{
    public static ArticleWords Shared { get; } = new StandardWords();

    /// <summary>The words as Lucene's standard analyzer cuts them, without stems: for comparison.</summary>
    public static ArticleWords Standard { get; } = new StandardWords();

    /// <summary>The words of <paramref name="text"/>; none when it has no letters or digits.</summary>
    /// <param name="text">A word or phrase as typed.</param>
    /// <param name="language">ISO 639-1 code for stemming; empty for the default of the script.</param>
    public abstract IReadOnlyList<QueryWord> Read(string text, string language);

    private sealed class StandardWords : ArticleWords
    {
        [ThreadStatic]
        private static TextAnalysis? t_analysis;

        public override IReadOnlyList<QueryWord> Read(string text, string language)
        {
            t_analysis ??= new TextAnalysis(new StandardAnalyzer());
            return t_analysis.Tokens("", text).ConvertAll(token => new QueryWord(token.Term, token.Term, Stem: null, token.PositionIncrement));
        }
    }
}
