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
        var hits = slices.SelectMany(slice => slice.Best.Hits(0)).Order(first.Best).Take(first.Best.Places).Skip(options.Offset);
        var total = new TotalHits(slices.Sum(slice => slice.Best.Total.Value), slices.All(slice => slice.Best.Total.Exact) && budgets.TrueForAll(budget => budget.WasComplete));
        foreach (var slice in slices.Skip(1))
            first.Facets.Add(slice.Facets);
        return first.Facets.AddTo(new TopDocs(total, [.. hits], budgets.Exists(budget => budget.WasSpent), budgets.Exists(budget => budget.WasCapped)));
    }
}
