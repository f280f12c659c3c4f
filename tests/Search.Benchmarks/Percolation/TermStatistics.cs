using Search.Analysis;
using Search.Benchmarks.Corpora;
using Search.Lucene.Searching;

namespace Search.Benchmarks.Percolation;

/// <summary>In how many articles of a corpus each term of title and body stands. Immutable.</summary>
internal sealed class TermStatistics
{
    private readonly Dictionary<string, Dictionary<TermBytes, long>> _counts = new(StringComparer.Ordinal);

    public TermStatistics(IReadOnlyList<CorpusArticle> articles, Analyzer analyzer)
    {
        DocCount = articles.Count;
        Count("title", analyzer, articles.Select(article => article.Title));
        Count("body", analyzer, articles.Select(article => article.Body));
    }

    /// <summary>Articles.</summary>
    public long DocCount { get; }

    /// <summary>Articles with the term; 0 for what no article has, and for other fields.</summary>
    public long DocFreq(string field, TermBytes term) => _counts.TryGetValue(field, out var counts) ? counts.GetValueOrDefault(term) : 0;

    private void Count(string field, Analyzer analyzer, IEnumerable<byte[]> texts)
    {
        var counts = _counts[field] = [];
        var stream = analyzer.CreateStream(field);
        var seen = new HashSet<TermBytes>();
        foreach (var text in texts)
        {
            Collect(stream, text, seen);
            foreach (var term in seen)
                counts[term] = counts.GetValueOrDefault(term) + 1;
            seen.Clear();
        }
    }

    private static void Collect(TokenStream stream, byte[] text, HashSet<TermBytes> seen)
    {
        stream.Reset(text);
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
                seen.Add(new TermBytes(batch.Term(i)));
        }
    }
}
