using System.Collections.Concurrent;
using Search.Lucene.Indexing;

namespace Search.Lucene.Searching;

/// <summary>
/// Runs queries over one snapshot of an index. Thread-safe; keep it as long as the snapshot, since it keeps statistics and buffers.
/// Scores are Lucene 8.8's BM25 to the float bit; hits are ordered by score, ties by document number.
/// </summary>
/// <remarks>The reader stays the caller's, who disposes it when no search runs any more.</remarks>
public sealed class IndexSearcher
{
    /// <summary>Matches are counted exactly up to here, unless asked otherwise, as in Lucene.</summary>
    public const int ExactCountLimit = 1000;

    private readonly ConcurrentDictionary<string, Bm25?> _similarities = new(StringComparer.Ordinal);
    private readonly SearchPools _pools = new();

    /// <param name="reader">The snapshot.</param>
    /// <param name="filters">Keeps the documents of filters that come often; null for none.</param>
    public IndexSearcher(DirectoryReader reader, FilterCache? filters = null)
    {
        Reader = reader;
        Filters = filters;
        Leaves = [.. reader.Leaves.Select((leaf, ordinal) => new Leaf(leaf, ordinal, leaf.DocBase))];
    }

    public DirectoryReader Reader { get; }

    internal IReadOnlyList<Leaf> Leaves { get; }

    internal FilterCache? Filters { get; }

    /// <summary>
    /// The best <paramref name="top"/> hits after the offset of <paramref name="options"/>. With <paramref name="top"/> 0 it only counts, exactly.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token of <paramref name="options"/> was cancelled.</exception>
    /// <exception cref="InvalidOperationException">A phrase asks for a field without positions.</exception>
    public TopDocs Search(Query query, int top, SearchOptions? options = null)
    {
        options ??= SearchOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Offset);
        if (top == 0)
            return CountOnly(query, options);
        var places = (int)Math.Min((long)top + options.Offset, Math.Max(1, Reader.MaxDoc));
        var exactly = Math.Max(options.CountExactlyTo, top + options.Offset);
        if (options.SortBy is { } sort)
        {
            var looksAtAll = options.CountsAll || !sort.HasPoints || !BestValues.IsFor(query);
            TopValues Values() => new(places, sort, looksAtAll ? long.MaxValue : exactly);
            return looksAtAll && Slices(options) is { } slicesOfAll ? BySlices(query, Values, slicesOfAll, options) : ByOne(query, Values(), options);
        }
        TopScores Scores() => new(places, options.CountsAll ? int.MaxValue : exactly);
        return Slices(options) is { } slices ? BySlices(query, Scores, slices, options) : ByOne(query, Scores(), options);
    }

    /// <summary>How many live documents match.</summary>
    public int Count(Query query, CancellationToken cancellationToken = default)
    {
        if (CountByStatistics(query.Simplify()) is { } known)
            return known;
        var counter = new MatchCounter();
        Run(query, counter, new SearchOptions { CancellationToken = cancellationToken });
        return counter.Count;
    }

    /// <summary>Calls <paramref name="match"/> with every live document that matches, ascending; no cap.</summary>
    public void ForEachMatch(Query query, Action<int> match, CancellationToken cancellationToken = default) =>
        Run(query, new MatchCallback(match), new SearchOptions { CancellationToken = cancellationToken });

    /// <summary>Documents with a term, deleted ones included until their segments are merged.</summary>
    public long DocFreq(string field, TermBytes term) => new TermLookup(Leaves, field, term).DocFreq;

    /// <summary>BM25 of a field over the snapshot; null when no document has a term in it.</summary>
    internal Bm25? Similarity(string field) => _similarities.GetOrAdd(field, CollectStatistics);

    private TopDocs ByOne<TCollector>(Query query, TCollector best, SearchOptions options)
        where TCollector : Collector, IBestHits
    {
        var facets = new FacetCounters(options);
        var spent = Run(query, facets.Around(best), options);
        return facets.AddTo(new TopDocs(best.Total with { Exact = best.Total.Exact && spent.WasComplete }, best.Hits(options.Offset), spent.WasSpent, spent.WasCapped));
    }

    private TopDocs CountOnly(Query query, SearchOptions options)
    {
        var counter = new MatchCounter();
        var facets = new FacetCounters(options);
        var spent = Run(query, facets.Around(counter), options);
        return facets.AddTo(new TopDocs(new TotalHits(counter.Count, spent.WasComplete), [], spent.WasSpent, spent.WasCapped));
    }

    private int? CountByStatistics(Query query)
    {
        while (query is ConstantScoreQuery constant)
            query = constant.Query;
        return query switch
        {
            MatchNoneQuery => 0,
            MatchAllQuery => Reader.DocCount,
            TermQuery term when Reader.DocCount == Reader.MaxDoc => (int)new TermLookup(Leaves, term.Field, term.Term).DocFreq,
            _ => null,
        };
    }

    private Bm25? CollectStatistics(string field)
    {
        var (documents, tokens) = (0L, 0L);
        foreach (var leaf in Leaves)
        {
            if (leaf.Reader.Terms(field) is not { } terms)
                continue;
            documents += terms.DocCount;
            tokens += terms.SumTotalTermFreq;
        }
        return documents == 0 ? null : new Bm25(documents, tokens);
    }

    /// <summary>The segments for each thread of a search; null where one thread does it all.</summary>
    private List<Leaf>[]? Slices(SearchOptions options) => options.Threads > 1 && Leaves.Count > 1 ? LeafSlices.Of(Leaves, options.Threads) : null;

    /// <summary>Each slice has a collector of its own, so that the answer does not depend on which thread is faster.</summary>
    private TopDocs BySlices<TCollector>(Query query, Func<TCollector> collector, List<Leaf>[] slices, SearchOptions options)
        where TCollector : Collector, IBestHits
    {
        var parts = Array.ConvertAll(slices, leaves => new SearchSlice<TCollector>(leaves, collector(), new FacetCounters(options)));
        var budget = new SearchBudget(options);
        using var context = new SearchContext(this, _pools, budget);
        var expanded = query.Expand(context, parts[0].Best.NeedsScores).Simplify();
        context.Failed = false;
        var uses = new FilterUses(Filters);
        SlicedRun.Run(parts.Length, part => parts[part].Budget = Run(expanded, parts[part], budget.Share(parts.Length), options, uses));
        return SearchSlice<TCollector>.Merge(parts, budget, options);
    }

    private SearchBudget Run<TCollector>(Query expanded, SearchSlice<TCollector> slice, SearchBudget budget, SearchOptions options, FilterUses uses)
        where TCollector : Collector, IBestHits
    {
        using var context = new SearchContext(this, _pools, budget) { Uses = uses };
        var collector = slice.Facets.Around(slice.Best);
        Scan(expanded.CreateWeight(context, collector.NeedsScores, 1f), slice.Leaves, collector, context, options);
        context.Failed = false;
        return budget;
    }

    /// <summary>Shows the collector all matches it wants; what is returned says whether it was all.</summary>
    private SearchBudget Run(Query query, Collector collector, SearchOptions options)
    {
        var budget = new SearchBudget(options);
        using var context = new SearchContext(this, _pools, budget);
        var weight = query.Expand(context, collector.NeedsScores).Simplify().CreateWeight(context, collector.NeedsScores, 1f);
        Scan(weight, Leaves, collector, context, options);
        if (collector is TopValues { HasEnough: true } best)
            new BestValues(weight, best, context, options.CostOfAsking).Run();
        context.Failed = false;
        return budget;
    }

    private static void Scan(Weight weight, IReadOnlyList<Leaf> leaves, Collector collector, SearchContext context, SearchOptions options)
    {
        foreach (var leaf in leaves)
        {
            if (context.Budget.IsSpent() || collector.HasEnough)
                break;
            if (weight.Scorer(leaf) is not { } scorer)
                continue;
            collector.Enter(leaf);
            new LeafScan(leaf, scorer, collector, context.Budget).Run(context.Batch(), options.Exhaustive);
        }
    }
}
