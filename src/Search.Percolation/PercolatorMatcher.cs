using Search.Lucene.Documents;
using Search.Percolation.Matching;

namespace Search.Percolation;

/// <summary>Matches documents, one after the other, against the queries of a snapshot. Not thread-safe.</summary>
public sealed class PercolatorMatcher
{
    private readonly DocumentTerms _document;
    private readonly SegmentMatcher[] _segments;
    private readonly FoundQueries _found = new();

    internal PercolatorMatcher(DocumentTerms document, SegmentMatcher[] segments) => (_document, _segments) = (document, segments);

    /// <summary>
    /// The work that selection left for the document that was matched last: entries that were looked at because the document has the
    /// rare part by which they are found. At least one for each group of equal queries that matched.
    /// </summary>
    public long Candidates
    {
        get
        {
            var sum = 0L;
            foreach (var segment in _segments)
                sum += segment.Candidates;
            return sum;
        }
    }

    /// <summary>
    /// The ids of the queries that match, each once, in no order; valid until the next call. A query matches exactly when it finds this
    /// document in an index that holds nothing else, without limits on what patterns stand for.
    /// </summary>
    public ReadOnlySpan<long> Match(Document document)
    {
        _found.Clear();
        _document.Read(document);
        foreach (var segment in _segments)
            segment.Match(_document, _found);
        return _found.Ids;
    }
}
