using Search.Lucene.Indexing;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents of clauses that do not score (filters, prohibited clauses, constant scores), kept for each segment under the query: equal queries
/// share them, also over later snapshots, whose segments are mostly the same. Deletions are no part of it. What was used longest ago goes
/// first; what belongs to a segment goes when the segment's last reader does. Thread-safe; one serves all searchers of an index.
/// </summary>
/// <param name="maxBytes">Memory for the documents.</param>
public sealed class FilterCache(long maxBytes)
{
    /// <summary>How many of the last uses decide what comes often.</summary>
    private const int Remembered = 256;

    private const int OftenForSlow = 2;
    private const int OftenForFast = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<SegmentCore, Dictionary<Query, LinkedListNode<Entry>>> _segments = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Queue<int> _lastUses = new();
    private readonly Dictionary<int, int> _uses = [];

    /// <summary>Smaller segments are searched anew each time: that is as fast.</summary>
    internal int SmallestSegment { get; init; } = 10_000;

    /// <summary>Memory of the documents that are kept.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>How many lists of documents are kept: one a query and segment.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _byUse.Count;
        }
    }

    /// <summary>Whether it is worth while to keep anything for a query at all: a term's postings are as good as a list of documents.</summary>
    internal static bool IsWorthKeeping(Query query) => query is not (TermQuery or MatchAllQuery or MatchNoneQuery or DocValuesRangeQuery or BoostQuery);

    /// <summary>Counts a use; true when the query comes often enough to be kept.</summary>
    internal bool ComesOften(Query query)
    {
        var hash = query.GetHashCode();
        lock (_gate)
        {
            _lastUses.Enqueue(hash);
            var uses = _uses[hash] = _uses.GetValueOrDefault(hash) + 1;
            if (_lastUses.Count > Remembered)
                Forget(_lastUses.Dequeue());
            return uses >= (query is LongRangeQuery or MultiTermQuery ? OftenForSlow : OftenForFast);
        }
    }

    internal FilterDocs? Find(SegmentCore segment, Query query)
    {
        lock (_gate)
        {
            if (!_segments.TryGetValue(segment, out var entries) || !entries.TryGetValue(query, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Docs;
        }
    }

    internal void Add(SegmentCore segment, Query query, FilterDocs docs)
    {
        lock (_gate)
        {
            if (docs.Bytes > maxBytes || !TryEntries(segment, out var entries) || entries.ContainsKey(query))
                return;
            entries.Add(query, _byUse.AddLast(new Entry(segment, query, docs)));
            UsedBytes += docs.Bytes;
            while (UsedBytes > maxBytes)
                Remove(_byUse.First!);
        }
    }

    /// <summary>False when the segment was closed meanwhile.</summary>
    private bool TryEntries(SegmentCore segment, out Dictionary<Query, LinkedListNode<Entry>> entries)
    {
        if (_segments.TryGetValue(segment, out entries!))
            return true;
        entries = [];
        if (!segment.TryWhenClosed(() => Drop(segment)))
            return false;
        _segments.Add(segment, entries);
        return true;
    }

    private void Drop(SegmentCore segment)
    {
        lock (_gate)
        {
            if (!_segments.Remove(segment, out var entries))
                return;
            foreach (var node in entries.Values)
            {
                _byUse.Remove(node);
                UsedBytes -= node.Value.Docs.Bytes;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _segments[node.Value.Segment].Remove(node.Value.Query);
        _byUse.Remove(node);
        UsedBytes -= node.Value.Docs.Bytes;
    }

    private void Forget(int hash)
    {
        if (--_uses[hash] == 0)
            _uses.Remove(hash);
    }

    private sealed record Entry(SegmentCore Segment, Query Query, FilterDocs Docs);
}
