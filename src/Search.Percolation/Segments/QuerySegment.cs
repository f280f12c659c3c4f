namespace Search.Percolation.Segments;

/// <summary>A part of the registered queries, made ready for matching. Immutable, thread-safe.</summary>
internal sealed class QuerySegment(SegmentQueries queries, SegmentLeaves leaves, SegmentEntries entries)
{
    public SegmentQueries Queries => queries;

    public SegmentLeaves Leaves => leaves;

    public SegmentEntries Entries => entries;

    /// <summary>Queries, those that were removed since included.</summary>
    public int Count => queries.Count;

    public int GroupCount => queries.GroupCount;

    public long IdOf(int slot) => queries.Ids[slot];

    public ReadOnlySpan<int> Form(int group) => queries.Form(group);

    /// <summary>The slots of a group's queries.</summary>
    public IEnumerable<int> Slots(int group) => Enumerable.Range(queries.Slots[group], queries.Slots[group + 1] - queries.Slots[group]);
}
