using Search.Lucene.Codecs.Points;

namespace Search.Lucene.Searching;

/// <summary>
/// Finds the best of a query by a column without looking at every match, once enough are counted: segments by their best value, and within
/// one the point index from the best value on, until no other can get a place. Where matches are rare among the best values it looks at
/// all matches of the segment instead.
/// </summary>
/// <param name="weight">Of the query; asked for a segment's scorer more than once.</param>
/// <param name="best">Has enough.</param>
/// <param name="context">Of the search.</param>
/// <param name="costOfAsking"><see cref="CostOfAsking"/>, but for tests.</param>
internal sealed class BestValues(Weight weight, TopValues best, SearchContext context, int costOfAsking)
{
    /// <summary>Asking about a document out of turn costs about so many times what looking at a match in turn does.</summary>
    public const int CostOfAsking = 16;

    /// <summary>How much more than what should do is asked about at first, and how much more each time after.</summary>
    private const int Growth = 4;

    private readonly List<int> _docs = [];
    private readonly DocBatch _batch = context.Batch();

    /// <summary>True when it costs little to ask this query for a segment's scorer again.</summary>
    public static bool IsFor(Query query)
    {
        var visitor = new Expensive();
        query.Visit(visitor);
        return !visitor.WasFound;
    }

    public void Run()
    {
        var unseen = context.Leaves.Where(leaf => leaf.Ordinal >= best.Ordinal).Select(leaf => (Leaf: leaf, Rank: BestRank(leaf)));
        foreach (var (leaf, rank) in unseen.OrderByDescending(pair => pair.Rank).ThenBy(pair => pair.Leaf.DocBase).ToList())
        {
            if (context.Budget.IsSpent())
                return;
            if (best.CanTake(rank, leaf.DocBase))
                Look(leaf);
        }
    }

    private long BestRank(Leaf leaf)
    {
        var missing = best.Sort.Rank(best.Sort.Missing);
        if (leaf.Reader.PointValues(best.Sort.Field) is not { } points)
            return missing;
        var rank = best.Sort.Rank(best.Sort.Descending ? points.Max : points.Min);
        return points.DocCount < leaf.MaxDoc ? Math.Max(rank, missing) : rank;
    }

    private void Look(Leaf leaf)
    {
        if (weight.Scorer(leaf) is not { } scorer)
            return;
        best.PickFrom(leaf);
        var points = leaf.Reader.PointValues(best.Sort.Field);
        var missingCompete = (points?.DocCount ?? 0) < leaf.MaxDoc && best.CanTake(best.Sort.Rank(best.Sort.Missing), leaf.DocBase);
        if (points is null || missingCompete)
            Scan(leaf, scorer);
        else if (!Walk(leaf, points, ref scorer))
            Scan(leaf, scorer);
    }

    private void Scan(Leaf leaf, Scorer scorer) => new LeafScan(leaf, scorer, best, context.Budget).Run(_batch, oneByOne: false);

    /// <summary>
    /// Asks about the documents with the best values, ever more of them. False when that would come to cost as much as looking at all matches,
    /// which <paramref name="scorer"/> is then ready for.
    /// </summary>
    private bool Walk(Leaf leaf, PointValues points, ref Scorer scorer)
    {
        var limit = scorer.Cost / costOfAsking;
        var (asked, wanted, read) = (0L, (long)Growth * best.Places * leaf.MaxDoc / Math.Max(1, scorer.Cost), 0);
        while (asked + Math.Max(wanted, points.MaxLeafPoints) <= limit)
        {
            if (!Gather(leaf, points, wanted, ref read))
                return true;
            Ask(leaf, scorer);
            if (context.Budget.IsSpent())
                return true;
            (asked, wanted) = (asked + _docs.Count, (long)Growth * _docs.Count);
            scorer = weight.Scorer(leaf)!;
        }
        return false;
    }

    /// <summary>Reads leaves of the point index, the best values first, until there are documents enough. False when none of the rest can get a place.</summary>
    private bool Gather(Leaf leaf, PointValues points, long wanted, ref int read)
    {
        _docs.Clear();
        while (read < points.LeafCount && (_docs.Count == 0 || _docs.Count < wanted))
        {
            var number = best.Sort.Descending ? points.LeafCount - 1 - read : read;
            var (lower, upper) = points.LeafBounds(number);
            if (!best.CanTake(best.Sort.Rank(best.Sort.Descending ? upper : lower), leaf.DocBase))
                break;
            points.AddDocs(number, _docs);
            read++;
        }
        return _docs.Count > 0;
    }

    /// <summary>Offers those of the documents that live and match.</summary>
    private void Ask(Leaf leaf, Scorer scorer)
    {
        _docs.Sort();
        var live = leaf.Reader.LiveDocs;
        var count = 0;
        foreach (var doc in _docs)
        {
            if (live is null || live.Get(doc))
                _batch.Docs[count++] = doc;
            if (count == DocBatch.Capacity)
                Offer(scorer, ref count);
        }
        Offer(scorer, ref count);
    }

    private void Offer(Scorer scorer, ref int count)
    {
        var docs = _batch.Docs.AsSpan(0, count);
        var scores = _batch.Scores.AsSpan(0, count);
        scorer.Probe(docs, scores);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (scores[i] >= 0)
                docs[kept++] = docs[i];
        }
        best.Collect(docs[..kept], scores[..kept]);
        count = 0;
    }

    /// <summary>Looks for what collects documents each time that it is asked.</summary>
    private sealed class Expensive : QueryVisitor
    {
        public bool WasFound { get; private set; }

        public override QueryVisitor ForClauses(Occur occur, Query parent) => this;

        public override void VisitMultiTerm(MultiTermQuery query) => WasFound = true;

        public override void VisitOther(Query query) => WasFound |= query is LongRangeQuery;
    }
}
