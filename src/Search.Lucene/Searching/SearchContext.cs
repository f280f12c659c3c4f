using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>One run of a query, or one thread's part of it: the segments, the statistics, and the buffers it has borrowed, which disposal gives back. Not thread-safe.</summary>
internal sealed class SearchContext(IndexSearcher searcher, SearchPools pools, SearchBudget budget) : IDisposable
{
    private readonly List<PostingsCursor> _cursors = [];
    private readonly List<ScoreWindow> _windows = [];
    private readonly List<BestWindow> _bestWindows = [];
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

    public ScoreWindow Window()
    {
        var window = pools.Windows.Rent();
        _windows.Add(window);
        return window;
    }

    public BestWindow BestWindow()
    {
        var window = pools.BestWindows.Rent();
        _bestWindows.Add(window);
        return window;
    }

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
        if (Failed)
            return;
        _windows.ForEach(pools.Windows.Return);
        _bestWindows.ForEach(pools.BestWindows.Return);
    }

    /// <summary>Set while a search runs, cleared when it ended well.</summary>
    public bool Failed { get; set; } = true;
}
