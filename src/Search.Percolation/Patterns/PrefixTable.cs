using System.Numerics;
using Search.Lucene.Searching;

namespace Search.Percolation.Patterns;

/// <summary>Beginnings of terms: a term is looked up once for each length that there is. Immutable.</summary>
internal sealed class PrefixTable
{
    /// <summary>Longer beginnings are looked up by as much of them, and then compared.</summary>
    private const int MaxLength = 63;

    private const uint Multiplier = 0x01000193;
    private const uint Basis = 0x811C9DC5;

    private readonly (int Leaf, byte[] Prefix)[] _prefixes;
    // The hash, then the number of the prefix, counted from 1.
    private readonly ulong[] _slots;
    private readonly ulong _lengths;

    public PrefixTable(IReadOnlyList<(int Leaf, PrefixQuery Query)> prefixes)
    {
        _prefixes = [.. prefixes.Select(prefix => (prefix.Leaf, prefix.Query.Prefix.Span.ToArray()))];
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, prefixes.Count * 2))];
        for (var i = 0; i < _prefixes.Length; i++)
        {
            _lengths |= 1UL << Math.Min(MaxLength, _prefixes[i].Prefix.Length);
            Insert(i);
        }
    }

    public void AddTo(PatternFilter filter)
    {
        foreach (var (_, prefix) in _prefixes)
            filter.Add(prefix);
    }

    public void Find<TSink>(ReadOnlySpan<byte> term, TSink sink)
        where TSink : IPatternSink
    {
        var hash = Basis;
        var left = _lengths;
        for (var length = 1; length <= term.Length && left != 0; length++)
        {
            hash = (hash ^ term[length - 1]) * Multiplier;
            if ((left & (1UL << length)) == 0)
                continue;
            left &= ~(1UL << length);
            Look(hash, length, term, sink);
        }
    }

    private void Look<TSink>(uint hash, int length, ReadOnlySpan<byte> term, TSink sink)
        where TSink : IPatternSink
    {
        var mask = (uint)_slots.Length - 1;
        for (var at = Slot(hash, mask); _slots[at] != 0; at = (at + 1) & mask)
        {
            if ((uint)(_slots[at] >> 32) != hash)
                continue;
            var (leaf, prefix) = _prefixes[(int)(uint)_slots[at] - 1];
            if (Math.Min(MaxLength, prefix.Length) == length && term.StartsWith(prefix))
                sink.Add(leaf);
        }
    }

    private void Insert(int index)
    {
        var hash = Basis;
        foreach (var b in _prefixes[index].Prefix.AsSpan(0, Math.Min(MaxLength, _prefixes[index].Prefix.Length)))
            hash = (hash ^ b) * Multiplier;
        var mask = (uint)_slots.Length - 1;
        var at = Slot(hash, mask);
        while (_slots[at] != 0)
            at = (at + 1) & mask;
        _slots[at] = ((ulong)hash << 32) | (uint)(index + 1);
    }

    private static uint Slot(uint hash, uint mask) => (hash ^ (hash >> 15)) & mask;
}
