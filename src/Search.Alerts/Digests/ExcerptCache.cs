using System.Collections.Concurrent;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>Passages by query, zone and revision: people who share an alert, or a query, share them. Bounded. Thread-safe.</summary>
internal sealed class ExcerptCache(ExcerptFinder finder)
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Query, string Zone, long Seq), (Excerpt Excerpt, IReadOnlyList<Reason> Reasons)> _found = new();
    private int _count;

    public (Excerpt Excerpt, IReadOnlyList<Reason> Reasons) Find(Article article, string query, string zone)
    {
        if (_found.TryGetValue((query, zone, article.Seq), out var known))
            return known;
        var found = finder.Find(article, query, zone);
        if (Interlocked.Increment(ref _count) > Most)
            Clear();
        _found[(query, zone, article.Seq)] = found;
        return found;
    }

    public void Clear()
    {
        _found.Clear();
        Interlocked.Exchange(ref _count, 0);
    }
}
