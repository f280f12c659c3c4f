using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>One run of a query, or one thread's part of it: the segments, the statistics, and the buffers it has borrowed, which disposal gives back. Not thread-safe.</summary>
internal sealed class SearchContext(IndexSearcher searcher, SearchPools pools, SearchBudget budget) : IDisposable
{
    private readonly List<PostingsCursor> _cursors = [];
    private readonly List<ScoreWindow> _windows = [];

    // Empty windows that nobody uses at the moment: a scorer has one while it works at a block, so that there are as many as scorers stand within each other.
    private readonly Stack<ScoreWindow> _idleWindows = new();
    private readonly Stack<BestWindow> _idleBestWindows = new();
    private readonly List<DocBatch> _batches = [];

    public IReadOnlyList<Leaf> Leaves => searcher.Leaves;

    /// <summary>BM25 of a field, or null when no document has a term in it.</summary>
    public Bm25? Similarity(string field) => searcher.Similarity(field);

    public SearchBudget Budget => budget;

    /// <summary>Which filters come often, this search counted as one use of each; shared by all its threads.</summary>
    public FilterUses Uses
    {
        get => field ??= new FilterUses(searcher.Filters);
        init;
    }

    /// <summary>The weight of a query that does not score, whose documents may be kept from search to search.</summary>
    public Weight FilterWeight(Query query) => searcher.Filters is { } filters && FilterCache.IsWorthKeeping(query)
        ? new FilterWeight(this, filters, query)
        : query.CreateWeight(this, needsScores: false, 1f);

    public PostingsCursor Cursor(Terms terms, in TermState state, PostingsFeatures features)
    {
        var cursor = pools.Cursors.Rent();
        _cursors.Add(cursor);
        cursor.Reset(terms, state, features);
        return cursor;
    }

    /// <summary>A window to be kept for scratch until the search ends.</summary>
    public ScoreWindow Window()
    {
        var window = pools.Windows.Rent();
        _windows.Add(window);
        return window;
    }

    /// <summary>A window for one block, to be given back empty. One that is not, since the search failed, is dropped.</summary>
    public ScoreWindow TakeWindow() => _idleWindows.TryPop(out var window) ? window : pools.Windows.Rent();

    /// <inheritdoc cref="TakeWindow"/>
    public BestWindow TakeBestWindow() => _idleBestWindows.TryPop(out var window) ? window : pools.BestWindows.Rent();

    public void GiveBack(ScoreWindow window) => _idleWindows.Push(window);

    public void GiveBack(BestWindow window) => _idleBestWindows.Push(window);

    public DocBatch Batch()
    {
        var batch = pools.Batches.Rent();
        _batches.Add(batch);
        return batch;
    }

    /// <summary>Gives everything back. Windows of a search that failed midway may not be empty and are dropped.</summary>
    public void Dispose()
    {
        _cursors.ForEach(pools.Cursors.Return);
        _batches.ForEach(pools.Batches.Return);
        foreach (var window in _idleWindows)
            pools.Windows.Return(window);
        foreach (var window in _idleBestWindows)
            pools.BestWindows.Return(window);
        if (!Failed)
            _windows.ForEach(pools.Windows.Return);
    }

    /// <summary>Set while a search runs, cleared when it ended well.</summary>
    public bool Failed { get; set; } = true;
}
