namespace Search.Percolation.Segments;

/// <summary>The queries of a segment: their ids by slot, the slots of a group side by side, and the form of each group. Immutable.</summary>
internal sealed class SegmentQueries
{
    private readonly long[] _ids;
    private readonly int[] _slots;
    private readonly int[] _forms;
    private readonly int[] _formStarts;

    /// <param name="ids">In any order.</param>
    /// <param name="groups">The group of each.</param>
    /// <param name="forms">The form of each group.</param>
    public SegmentQueries(long[] ids, int[] groups, RowTable forms)
    {
        var order = Grouping.Order(groups, forms.Count, out _slots);
        _ids = Array.ConvertAll(order, i => ids[i]);
        _forms = forms.Items.ToArray();
        _formStarts = forms.Starts.ToArray();
    }

    public int Count => _ids.Length;

    public int GroupCount => _formStarts.Length - 1;

    /// <summary>Ids by slot.</summary>
    public long[] Ids => _ids;

    /// <summary>The first slot of each group, and behind the last.</summary>
    public int[] Slots => _slots;

    public ReadOnlySpan<int> Form(int group) => _forms.AsSpan(_formStarts[group], _formStarts[group + 1] - _formStarts[group]);

    /// <summary>The group of a slot.</summary>
    public int GroupOf(int slot)
    {
        var found = Array.BinarySearch(_slots, slot);
        if (found < 0)
            return ~found - 1;
        // Of groups without queries, which share the beginning, the last one has the slot.
        while (_slots[found + 1] == slot)
            found++;
        return found;
    }
}
