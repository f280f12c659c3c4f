namespace Search.Percolation.Segments;

/// <summary>What each leaf leads to: a list of numbers by leaf. Immutable.</summary>
internal sealed class Membership
{
    private readonly int[] _starts;
    private readonly int[] _numbers;

    public Membership(IEnumerable<(int Leaf, int Number)> pairs, int leafCount)
    {
        var all = pairs.ToArray();
        var order = Grouping.Order(Array.ConvertAll(all, pair => pair.Leaf), all.Length == 0 ? 0 : leafCount, out _starts);
        _numbers = Array.ConvertAll(order, i => all[i].Number);
    }

    /// <summary>Leaves that lead to something.</summary>
    public IEnumerable<int> Members => Enumerable.Range(0, _starts.Length - 1).Where(leaf => _starts[leaf] < _starts[leaf + 1]);

    public ReadOnlySpan<int> Of(int leaf) => _numbers.AsSpan(_starts[leaf], _starts[leaf + 1] - _starts[leaf]);
}
