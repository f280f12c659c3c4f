using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>Collects queries for a segment: by group those that have equal forms. Not thread-safe.</summary>
internal sealed class SegmentBuilder
{
    private const int Removed = -1;

    private readonly RowTable _forms = new();
    private readonly List<long> _ids = [];
    private readonly IntBuffer _groups = new();

    /// <summary>Queries in it, without removed ones.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a query; its place, from 0.</summary>
    public int Add(long id, ReadOnlySpan<int> form)
    {
        _ids.Add(id);
        _groups.Add(_forms.FindOrAdd(form));
        Count++;
        return _ids.Count - 1;
    }

    /// <summary>Adds the queries of a segment, but for those that were removed from it.</summary>
    public void Add(QuerySegment segment, DeadQueries dead)
    {
        for (var group = 0; group < segment.GroupCount; group++)
        {
            foreach (var slot in segment.Slots(group))
            {
                if (!dead.Contains(slot))
                    Add(segment.IdOf(slot), segment.Form(group));
            }
        }
    }

    /// <summary>Adds the queries of another builder, but for removed ones.</summary>
    public void Add(SegmentBuilder other) => other.ForEach((id, form) => Add(id, form));

    /// <summary>Shows the queries in it and their forms, in the order in which they were added.</summary>
    public void ForEach(Action<long, ReadOnlySpan<int>> show)
    {
        for (var place = 0; place < _ids.Count; place++)
        {
            if (_groups[place] != Removed)
                show(_ids[place], _forms[_groups[place]]);
        }
    }

    /// <summary>Takes a query back.</summary>
    public void Remove(int place)
    {
        _groups[place] = Removed;
        Count--;
    }

    /// <summary>The form of a query that was added.</summary>
    public ReadOnlySpan<int> FormAt(int place) => _forms[_groups[place]];

    /// <summary>The segment of what was added.</summary>
    /// <param name="vocabulary">Numbers of fields, terms, patterns and ranges.</param>
    /// <param name="docFreq">The share of documents that have a term, by its number; null when it is not known.</param>
    /// <param name="slots">The slots of the queries, in the order in which they were added.</param>
    public QuerySegment Build(Vocabulary vocabulary, Func<int, float>? docFreq, out int[] slots)
    {
        if (Count < _ids.Count)
            return Compacted().Build(vocabulary, docFreq, out slots);
        var leaves = new LeafTable();
        var localiser = new Localiser(leaves);
        for (var group = 0; group < _forms.Count; group++)
            localiser.MeetTerms(_forms[group]);
        var costs = new LeafCosts(leaves, vocabulary, LeafCosts.OfTerms(leaves, docFreq));
        var chooser = new AnchorChooser(leaves, costs);
        var local = new IntBuffer();
        for (var group = 0; group < _forms.Count; group++)
        {
            local.Clear();
            localiser.Append(_forms[group], local);
            chooser.Choose(local.Span, group);
        }
        var flags = new LeafFlags[leaves.Count];
        var order = new EntryOrder(chooser, leaves.Count, _forms.Count);
        var queries = new SegmentQueries(_ids, _groups.Span, _forms, order.Ranks, out slots);
        return new QuerySegment(queries, new SegmentLeaves(leaves, costs, vocabulary, flags), new SegmentEntries(chooser, order, queries, leaves.Count));
    }

    private SegmentBuilder Compacted()
    {
        var compacted = new SegmentBuilder();
        compacted.Add(this);
        return compacted;
    }
}
