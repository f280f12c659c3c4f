using Search.Analysis.Articles;
using Search.Analysis.Standard;
using Search.Lucene.Searching;
using Search.Queries.Analysing;

namespace Search.Queries.Compiling;

/// <summary>Reads the words of a query as the article fields hold them. Thread-safe.</summary>
internal abstract class ArticleWords
{
    /// <summary>By the article schema: names unstemmed, IS apart from is, stems beside forms.</summary>
    public static ArticleWords Shared { get; } = new SchemaWords();

    /// <summary>As Lucene's standard analyzer cuts words, without stems: for comparison.</summary>
    public static ArticleWords Standard { get; } = new StandardWords();

    /// <summary>The words of <paramref name="text"/>; none when it has no letters or digits.</summary>
    /// <param name="text">A word or phrase as typed.</param>
    /// <param name="language">ISO 639-1 code for stemming; empty for the default of the script.</param>
    public abstract IReadOnlyList<QueryWord> Read(string text, string language);

    /// <summary>Part of a word, as the words' fields hold it: for wildcards, patterns and ends of ranges.</summary>
    public abstract string Fold(string text);

    private sealed class SchemaWords : ArticleWords
    {
        public override IReadOnlyList<QueryWord> Read(string text, string language) =>
            [.. WordForms.Of(text, language.Length == 0 ? null : language).Select(word => new QueryWord(word.Term, word.Form, Terms(word.Stems), word.Position))];

        private static TermBytes[] Terms(IReadOnlyList<string> stems)
        {
            var terms = new TermBytes[stems.Count];
            for (var i = 0; i < terms.Length; i++)
                terms[i] = new TermBytes(stems[i]);
            return terms;
        }

        public override string Fold(string text) => WordForms.Fold(text);
    }

    private sealed class StandardWords : ArticleWords
    {
        public override IReadOnlyList<QueryWord> Read(string text, string language)
        {
            var words = new List<QueryWord>();
            var position = -1;
            foreach (var token in new TextAnalysis(new StandardAnalyzer()).Tokens("", text))
            {
                position += token.PositionIncrement;
                words.Add(new QueryWord(token.Term, token.Term, [], position));
            }
            return words;
        }

        public override string Fold(string text) => text.ToLowerInvariant();
    }
}
