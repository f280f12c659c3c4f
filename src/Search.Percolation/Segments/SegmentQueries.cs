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
    /// <param name="ranks">The new number of each group, by which they are put in order.</param>
    /// <param name="slots">The slot of each.</param>
    public SegmentQueries(IReadOnlyList<long> ids, ReadOnlySpan<int> groups, RowTable forms, int[] ranks, out int[] slots)
    {
        var ranked = new int[groups.Length];
        for (var i = 0; i < ranked.Length; i++)
            ranked[i] = ranks[groups[i]];
        var order = Grouping.Order(ranked, forms.Count, out _slots);
        _ids = Array.ConvertAll(order, i => ids[i]);
        slots = new int[order.Length];
        for (var slot = 0; slot < order.Length; slot++)
            slots[order[slot]] = slot;
        (_forms, _formStarts) = (new int[forms.Items.Count], new int[forms.Count + 1]);
        for (var group = 0; group < ranks.Length; group++)
            _formStarts[ranks[group] + 1] = forms[group].Length;
        for (var group = 0; group < ranks.Length; group++)
            _formStarts[group + 1] += _formStarts[group];
        for (var group = 0; group < ranks.Length; group++)
            forms[group].CopyTo(_forms.AsSpan(_formStarts[ranks[group]]));
    }

    public int Count => _ids.Length;

    public int GroupCount => _formStarts.Length - 1;

    /// <summary>Ids by slot.</summary>
    public long[] Ids => _ids;

    /// <summary>The first slot of each group, and behind the last.</summary>
    public int[] Slots => _slots;

    public ReadOnlySpan<int> Form(int group) => _forms.AsSpan(_formStarts[group], _formStarts[group + 1] - _formStarts[group]);

    /// <summary>The group of a slot. Each group has one at least.</summary>
    public int GroupOf(int slot) => Array.BinarySearch(_slots, slot) is var found && found >= 0 ? found : ~found - 1;
}
