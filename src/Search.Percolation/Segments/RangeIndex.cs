using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// The ranges of one field's numbers, to find those that hold a number: sorted by their lower end, as a balanced tree in an array, each node
/// with the greatest upper end below it. Immutable.
/// </summary>
internal sealed class RangeIndex
{
    private readonly (int Leaf, NumberRange Range)[] _ranges;
    private readonly long[] _greatest;

    public RangeIndex(int field, bool ofPoints, IEnumerable<(int Leaf, NumberRange Range)> ranges)
    {
        (Field, OfPoints) = (field, ofPoints);
        _ranges = [.. ranges.OrderBy(range => range.Range.Minimum)];
        _greatest = new long[_ranges.Length];
        Prepare(0, _ranges.Length);
    }

    public int Field { get; }

    public bool OfPoints { get; }

    /// <summary>Calls <paramref name="found"/> with the leaf of each range that holds a number.</summary>
    public void Find(long number, Action<int> found) => Find(number, 0, _ranges.Length, found);

    private long Prepare(int from, int to)
    {
        if (from >= to)
            return long.MinValue;
        var middle = (from + to) / 2;
        return _greatest[middle] = Math.Max(_ranges[middle].Range.Maximum, Math.Max(Prepare(from, middle), Prepare(middle + 1, to)));
    }

    private void Find(long number, int from, int to, Action<int> found)
    {
        var middle = (from + to) / 2;
        if (from >= to || _greatest[middle] < number)
            return;
        Find(number, from, middle, found);
        if (_ranges[middle].Range.Minimum > number)
            return;
        if (_ranges[middle].Range.Maximum >= number)
            found(_ranges[middle].Leaf);
        Find(number, middle + 1, to, found);
    }
}
