using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>All documents of a query in one segment, deleted ones included: few as a list, many as a set. Immutable.</summary>
internal sealed class FilterDocs
{
    private const int Overhead = 200;

    private readonly int[]? _list;
    private readonly FixedBitSet? _set;
    private readonly int _count;

    /// <param name="set">The documents; kept, and not to be changed any more.</param>
    public FilterDocs(FixedBitSet set)
    {
        _count = set.Cardinality();
        if (_count > set.Length / (8 * sizeof(int)))
            _set = set;
        else
            _list = List(set, _count);
        Bytes = Overhead + (_list is null ? FixedBitSet.WordCount(set.Length) * sizeof(ulong) : _list.Length * sizeof(int));
    }

    /// <summary>Memory.</summary>
    public long Bytes { get; }

    /// <summary>Null when there are none.</summary>
    public Scorer? Scorer()
    {
        if (_count == 0)
            return null;
        return _set is null ? new DocListScorer(_list!) : new BitSetScorer(_set, _count);
    }

    private static int[] List(FixedBitSet set, int count)
    {
        var list = new int[count];
        var at = 0;
        for (var doc = count == 0 ? -1 : set.NextSetBit(0); doc >= 0; doc = doc + 1 < set.Length ? set.NextSetBit(doc + 1) : -1)
            list[at++] = doc;
        return list;
    }
}
