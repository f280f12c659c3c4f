using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Xunit;

namespace Search.Testing.Model;

/// <summary>Searches a snapshot of an index whose documents are known, and compares what is found with looking at each document.</summary>
internal sealed class QueryComparison
{
    private const int Top = 7;
    private const long Missing = -42;

    private readonly IndexSearcher _searcher;
    private readonly Dictionary<int, ModelDocument> _documents = [];
    private readonly RandomDocuments _source;
    private readonly NaiveQueries _queries;

    /// <param name="reader">The snapshot.</param>
    /// <param name="documents">What it holds.</param>
    /// <param name="source">Chance.</param>
    public QueryComparison(DirectoryReader reader, IReadOnlyList<ModelDocument> documents, RandomDocuments source)
    {
        _searcher = new IndexSearcher(reader);
        _source = source;
        _queries = new NaiveQueries(source, documents);
        var byKey = documents.ToDictionary(document => document.Key, StringComparer.Ordinal);
        foreach (var doc in Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive))
            _documents.Add(doc, byKey[reader.Document(doc).GetString("key")!]);
    }

    /// <summary>Tries random queries.</summary>
    public void Try(int count)
    {
        for (var i = 0; i < count; i++)
            Compare(_queries.Next());
    }

    private void Compare(NaiveQuery naive)
    {
        var expected = _documents.Where(pair => naive.Matches(pair.Value)).Select(pair => pair.Key).Order().ToArray();
        var found = new List<int>();
        _searcher.ForEachMatch(naive.Query, found.Add);
        Equal(expected, found, naive.Query, "matches");
        Assert.True(expected.Length == _searcher.Count(naive.Query), $"{naive.Query}: counted {_searcher.Count(naive.Query)} instead of {expected.Length}");
        CompareScores(naive.Query, expected);
        CompareDates(naive.Query, expected, descending: _source.Random.Next(2) == 0);
    }

    /// <summary>The best by score are the first of all, scored without skipping any.</summary>
    private void CompareScores(Query query, int[] expected)
    {
        var all = _searcher.Search(query, Math.Max(1, _documents.Count), new SearchOptions { Exhaustive = true });
        Equal(expected, [.. all.Hits.Select(hit => hit.Doc).Order()], query, "scored matches");
        Equal([.. all.Hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Doc)], all.Hits, query, "order of scores");
        Equal([.. all.Hits.Take(Top)], _searcher.Search(query, Top).Hits, query, "best");
    }

    private void CompareDates(Query query, int[] expected, bool descending)
    {
        long Date(int doc) => _documents[doc].Published ?? Missing;
        var sorted = (descending ? expected.OrderByDescending(Date) : expected.OrderBy(Date)).ThenBy(doc => doc).Take(Top).Select(doc => new ScoreDoc(doc, 0f, Date(doc)));
        var found = _searcher.Search(query, Top, new SearchOptions { SortBy = new NumericSort("published", descending, Missing) });
        Equal([.. sorted], found.Hits, query, "first by date");
        Assert.True(found.Total.Value == expected.Length, $"{query}: {found.Total} by date instead of {expected.Length}");
    }

    private static void Equal<T>(IReadOnlyList<T> expected, IReadOnlyList<T> found, Query query, string what) =>
        Assert.True(expected.SequenceEqual(found), $"{query}: {what}: expected {string.Join(' ', expected.Take(12))}, found {string.Join(' ', found.Take(12))}");
}
