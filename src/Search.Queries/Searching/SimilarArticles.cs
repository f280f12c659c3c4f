using Search.Analysis.Articles;
using Search.Lucene.Searching;
using Search.Queries.Analysing;
using Search.Queries.Articles;

namespace Search.Queries.Searching;

/// <summary>
/// Finds articles that share the telling words of one: its best words by frequency there and rarity in the index, each worth its weight,
/// of which some must be there. Function words and words of one letter tell nothing; a word that no other article has finds none.
/// </summary>
internal static class SimilarArticles
{
    /// <summary>Words that an article is compared by.</summary>
    public const int MostWords = 25;

    /// <summary>A word of the headline counts as so many of the story.</summary>
    private const int TitleTimes = 2;

    private const float TieBreaker = 0.1f;

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal) { FieldNames.Title, FieldNames.Body, FieldNames.Language };

    /// <summary>The articles like the one of <paramref name="request"/>; null when the index has no such article.</summary>
    public static SimilarAnswer? Find(IndexSearcher searcher, SimilarRequest request, SearchOptions options)
    {
        var itself = searcher.Search(new TermQuery(FieldNames.Id, request.Id), 1);
        if (itself.Hits.Count == 0)
            return null;
        var words = Words(searcher, itself.Hits[0].Doc);
        if (words.Count == 0)
            return new SimilarAnswer(0, Exact: true, [], []);
        var query = Query(words, request);
        var found = searcher.Search(query, Math.Clamp(request.Top, 0, 1_000), options);
        return new SimilarAnswer(
            found.Total.Value, found.Total.Exact, HitDescriber.DescribeAll(query, request.Passages, searcher.Reader, found.Hits, options.Threads), [.. words.Select(word => word.Term.ToString())]);
    }

    /// <summary>The words of a document that tell most, the weightiest first, of equal weight in the order of bytes.</summary>
    internal static List<WeightedWord> Words(IndexSearcher searcher, int doc)
    {
        var stored = searcher.Reader.Document(doc, Texts);
        var times = new Dictionary<TermBytes, int>();
        var analysis = new TextAnalysis(ArticleSchema.AnalyzerFor(stored.GetString(FieldNames.Language) ?? ""));
        Count(analysis, FieldNames.Title, stored.GetString(FieldNames.Title), TitleTimes, times);
        Count(analysis, FieldNames.Body, stored.GetString(FieldNames.Body), 1, times);
        return [.. times.Select(word => new WeightedWord(word.Key, word.Value * Rarity(searcher, word.Key)))
            .Where(word => word.Weight > 0)
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Term)
            .Take(MostWords)];
    }

    private static void Count(TextAnalysis analysis, string field, string? text, int worth, Dictionary<TermBytes, int> times)
    {
        foreach (var token in analysis.Tokens(field, text ?? ""))
        {
            if (Tells(token.Term))
                times[token.Term] = times.GetValueOrDefault(token.Term) + worth;
        }
    }

    /// <summary>False for function words, single characters and what has no letter.</summary>
    private static bool Tells(TermBytes term) =>
        !FunctionWords.English.Contains(term.Span) && !FunctionWords.Arabic.Contains(term.Span)
        && term.ToString() is { Length: > 1 } text && text.Any(char.IsLetter);

    /// <summary>The inverse document frequency of BM25; 0 of a word that no other article has.</summary>
    private static float Rarity(IndexSearcher searcher, TermBytes term)
    {
        var frequency = Math.Max(searcher.DocFreq(FieldNames.Body, term), searcher.DocFreq(FieldNames.Title, term));
        return frequency < 2 ? 0 : (float)Math.Log(1 + (searcher.Reader.MaxDoc - frequency + 0.5) / (frequency + 0.5));
    }

    private static BooleanQuery Query(List<WeightedWord> words, SimilarRequest request)
    {
        var query = new BooleanQuery.Builder { MinimumShouldMatch = Math.Max(1, words.Count * 3 / 10) };
        foreach (var word in words)
            query.Add(Anywhere(word.Term, word.Weight / words[0].Weight), Occur.Should);
        query.Add(new TermInSetQuery(FieldNames.Id, request.Except.Append(request.Id).Select(TermBytes.FromString)), Occur.MustNot);
        return query.Build();
    }

    private static BoostQuery Anywhere(TermBytes term, float weight) =>
        new(new DisjunctionMaxQuery([new BoostQuery(new TermQuery(FieldNames.Title, term), TitleTimes), new TermQuery(FieldNames.Body, term)], TieBreaker), weight);
}
