using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>Numbers distinct rows of ints from 0. Not thread-safe.</summary>
internal sealed class RowTable
{
    private readonly IntBuffer _items = new(64);
    private readonly IntBuffer _starts = new(64);
    private int[] _slots = new int[64];

    public RowTable() => _starts.Add(0);

    /// <summary>Distinct rows.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>All rows, one after the other.</summary>
    public IntBuffer Items => _items;

    /// <summary>Where each row begins, and where the last one ends.</summary>
    public IntBuffer Starts => _starts;

    public ReadOnlySpan<int> this[int number] => _items.Slice(_starts[number], _starts[number + 1] - _starts[number]);

    /// <summary>The number of a row, new or known.</summary>
    public int FindOrAdd(ReadOnlySpan<int> row)
    {
        var mask = (uint)(_slots.Length - 1);
        var at = TermHash.Of(row) & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            if (this[_slots[at] - 1].SequenceEqual(row))
                return _slots[at] - 1;
        }
        _items.Add(row);
        _starts.Add(_items.Count);
        _slots[at] = Count;
        if (Count * 3L > _slots.Length * 2L)
            Grow();
        return Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = (uint)(_slots.Length - 1);
        for (var number = 0; number < Count; number++)
        {
            var at = TermHash.Of(this[number]) & mask;
            while (_slots[at] != 0)
                at = (at + 1) & mask;
            _slots[at] = number + 1;
        }
    }
}
