namespace Search.Lucene.Searching;

/// <summary>What one thread of a search looks at, and what it has found.</summary>
internal sealed class SearchSlice<TCollector>(IReadOnlyList<Leaf> leaves, TCollector best, FacetCounters facets)
    where TCollector : Collector, IBestHits
{
    public IReadOnlyList<Leaf> Leaves => leaves;

    public TCollector Best => best;

    public FacetCounters Facets => facets;

    /// <summary>What it spent; null before it has run.</summary>
    public SearchBudget? Budget { get; set; }

    /// <summary>The answer of all slices.</summary>
    /// <param name="slices">At least one; all have run.</param>
    /// <param name="preparing">What was spent before.</param>
    /// <param name="options">Of the search.</param>
    public static TopDocs Merge(SearchSlice<TCollector>[] slices, SearchBudget preparing, SearchOptions options)
    {
        var first = slices[0];
        var budgets = slices.Select(slice => slice.Budget!).Append(preparing).ToList();
        var (count, exact) = (first.Best.Total.Value, first.Best.Total.Exact);
        for (var i = 1; i < slices.Length; i++)
        {
            count += slices[i].Best.Total.Value;
            exact &= slices[i].Best.Total.Exact;
            first.Facets.Add(slices[i].Facets);
        }
        var total = new TotalHits(count, exact && budgets.TrueForAll(budget => budget.WasComplete));
        return first.Facets.AddTo(new TopDocs(total, Hits(slices, options.Offset), budgets.Exists(budget => budget.WasSpent), budgets.Exists(budget => budget.WasCapped)));
    }

    /// <summary>The best of all slices' hits, each of which has its own in order.</summary>
    private static ScoreDoc[] Hits(SearchSlice<TCollector>[] slices, int offset)
    {
        var (order, lists, next) = (slices[0].Best, Array.ConvertAll(slices, slice => slice.Best.Hits(0)), new int[slices.Length]);
        var found = 0;
        foreach (var list in lists)
            found += list.Length;
        var hits = new ScoreDoc[Math.Max(0, Math.Min(found, order.Places) - offset)];
        for (var place = -offset; place < hits.Length; place++)
        {
            var best = -1;
            for (var list = 0; list < lists.Length; list++)
            {
                if (next[list] < lists[list].Length && (best < 0 || order.Compare(lists[list][next[list]], lists[best][next[best]]) < 0))
                    best = list;
            }
            if (best < 0)
                break;
            if (place >= 0)
                hits[place] = lists[best][next[best]];
            next[best]++;
        }
        return hits;
    }
}
