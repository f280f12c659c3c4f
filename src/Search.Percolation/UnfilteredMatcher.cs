using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Percolation;

/// <summary>
/// The definition of what matches, as slow as it is simple: the document alone in an index in memory, and every query run on it. The
/// oracle of the percolator's tests, which selects nothing. Not thread-safe.
/// </summary>
internal sealed class UnfilteredMatcher(Analyzer analyzer, IReadOnlyList<(long Id, Query Query)> queries)
{
    private readonly (long Id, Query Query)[] _uncapped = [.. queries.Select(pair => (pair.Id, Uncapped(pair.Query)))];
    private long[] _found = [];

    /// <summary>The ids of the queries that match, in the order of the queries.</summary>
    public ReadOnlySpan<long> Match(Document document)
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer) { MergePolicy = MergePolicy.None, CompoundFileMegabytes = 0 });
        writer.AddDocument(document);
        using var reader = writer.OpenReader();
        var searcher = new IndexSearcher(reader);
        _found = [.. _uncapped.Where(pair => searcher.Count(pair.Query) > 0).Select(pair => pair.Id)];
        return _found;
    }

    /// <summary>Fuzzy words stand for all words near them, not for the nearest ones only.</summary>
    private static Query Uncapped(Query query) => query switch
    {
        FuzzyQuery fuzzy => fuzzy.WithoutLimit(),
        BooleanQuery boolean => BooleanQuery.Of(boolean.Clauses.Select(clause => clause with { Query = Uncapped(clause.Query) }), boolean.MinimumShouldMatch),
        BoostQuery boost => Uncapped(boost.Query),
        ConstantScoreQuery constant => Uncapped(constant.Query),
        DisjunctionMaxQuery best => new DisjunctionMaxQuery(best.Disjuncts.Select(Uncapped), best.TieBreaker),
        _ => query,
    };
}
