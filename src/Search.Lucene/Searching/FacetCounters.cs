namespace Search.Lucene.Searching;

/// <summary>The counts that a search was asked for beside its hits, kept in the same pass.</summary>
internal sealed class FacetCounters
{
    private readonly OrdinalCounter[] _strings;
    private readonly DayCounter? _days;

    public FacetCounters(SearchOptions options)
    {
        _strings = [.. options.Facets.Select(field => new OrdinalCounter(field))];
        _days = options.Days is { } days ? new DayCounter(days) : null;
    }

    /// <summary>A collector that counts what it passes on; <paramref name="collector"/> itself where nothing is to be counted.</summary>
    public Collector Around(Collector collector) => _strings.Length == 0 && _days is null ? collector : new FacetCollector(collector, this);

    /// <summary>The search's answer with the counts.</summary>
    public TopDocs AddTo(TopDocs docs) => docs with
    {
        Facets = [.. _strings.Select(counter => counter.Finish())],
        Days = _days?.Finish() ?? [],
    };

    /// <summary>Adds what another thread has counted for the same search.</summary>
    public void Add(FacetCounters other)
    {
        for (var at = 0; at < _strings.Length; at++)
            _strings[at].Add(other._strings[at]);
        if (other._days is { } days)
            _days!.Add(days);
    }

    public void Enter(Leaf leaf)
    {
        foreach (var counter in _strings)
            counter.Enter(leaf);
        _days?.Enter(leaf);
    }

    public void Count(ReadOnlySpan<int> docs)
    {
        foreach (var counter in _strings)
            counter.Count(docs);
        _days?.Count(docs);
    }
}
