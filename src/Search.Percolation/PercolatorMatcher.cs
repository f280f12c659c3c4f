using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Searching;

namespace Search.Percolation;

/// <summary>Matches documents, one after the other, against the queries of a snapshot. Not thread-safe.</summary>
public sealed class PercolatorMatcher
{
    private readonly UnfilteredMatcher _matcher;

    internal PercolatorMatcher(Analyzer analyzer, IReadOnlyList<(long Id, Query Query)> queries) => _matcher = new UnfilteredMatcher(analyzer, queries);

    /// <summary>Queries that were looked at for the document that was matched last: the work that selection left.</summary>
    public long Candidates { get; private set; }

    /// <summary>
    /// The ids of the queries that match, each once, in no order; valid until the next call. A query matches exactly when it finds this
    /// document in an index that holds nothing else, without limits on what patterns stand for.
    /// </summary>
    /// <exception cref="ArgumentException">The document can't be indexed either: a term that is too long.</exception>
    public ReadOnlySpan<long> Match(Document document)
    {
        var found = _matcher.Match(document);
        Candidates = _matcher.Count;
        return found;
    }
}
