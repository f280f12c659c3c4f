using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// Phrases of terms side by side, by the pair of neighbours in them that is likely to be the rarest: where a document has the pair, only the
/// rest of the phrase is left to be compared. Immutable.
/// </summary>
internal sealed class PhraseTable
{
    private readonly ulong[] _keys;
    private readonly int[] _values;
    private readonly int _shift;

    // Of pairs that lead to anything but one phrase of two terms: the phrases, as leaf, place of the pair, number of terms, terms.
    private readonly IntBuffer _runs = new();

    /// <param name="phrases">Their leaves.</param>
    /// <param name="leaves">What they are.</param>
    /// <param name="costs">How likely documents have a term.</param>
    /// <param name="flags">Gets the terms of pairs marked.</param>
    public PhraseTable(IEnumerable<int> phrases, LeafTable leaves, LeafCosts costs, LeafFlags[] flags)
    {
        var byPair = phrases.Select(leaf => (Leaf: leaf, At: PairOf(Terms(leaves, leaf), costs)))
            .Select(phrase => (Key: KeyAt(Terms(leaves, phrase.Leaf), phrase.At), phrase.Leaf, phrase.At)).ToArray();
        Array.Sort(byPair);
        var pairs = byPair.CountBy(phrase => phrase.Key).Count();
        IsEmpty = pairs == 0;
        _keys = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, pairs + (pairs / 2)))];
        _values = new int[_keys.Length];
        _shift = 64 - BitOperations.Log2((uint)_keys.Length);
        for (var i = 0; i < byPair.Length;)
        {
            var end = i + 1;
            while (end < byPair.Length && byPair[end].Key == byPair[i].Key)
                end++;
            Insert(byPair[i].Key, end == i + 1 && Terms(leaves, byPair[i].Leaf).Length == 2 ? byPair[i].Leaf : ~AddRun(byPair.AsSpan(i, end - i), leaves));
            flags[First(byPair[i].Key)] |= LeafFlags.StartsPair;
            flags[(int)(uint)byPair[i].Key] |= LeafFlags.EndsPair;
            i = end;
        }
    }

    public bool IsEmpty { get; }

    /// <summary>
    /// What two terms side by side lead to: a leaf; the complement of a place in <see cref="Run"/>; or <see cref="int.MinValue"/> for nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int first, int second)
    {
        var key = Key(first, second);
        var keys = _keys;
        for (var at = (int)(TermHash.Mix(key) >> _shift); ; at = (at + 1) & (keys.Length - 1))
        {
            if (keys[at] == key)
                return _values[at];
            if (keys[at] == 0)
                return int.MinValue;
        }
    }

    /// <summary>The phrases of a pair: how many; then of each its leaf, the place of the pair's first term in it, the number of terms, the terms.</summary>
    public ReadOnlySpan<int> Run(int start) => _runs.Span[start..];

    private static ReadOnlySpan<int> Terms(LeafTable leaves, int leaf) => leaves.Others[leaf - leaves.Terms.Count][2..];

    private static int PairOf(ReadOnlySpan<int> terms, LeafCosts costs)
    {
        var best = 0;
        for (var i = 1; i + 1 < terms.Length; i++)
        {
            if (costs[terms[i]] * costs[terms[i + 1]] < costs[terms[best]] * costs[terms[best + 1]])
                best = i;
        }
        return best;
    }

    // 0 is a free slot, so the first term is counted from 1.
    private static ulong Key(int first, int second) => ((ulong)(uint)(first + 1) << 32) | (uint)second;

    private static ulong KeyAt(ReadOnlySpan<int> terms, int at) => Key(terms[at], terms[at + 1]);

    private static int First(ulong key) => (int)(key >> 32) - 1;

    private int AddRun(ReadOnlySpan<(ulong Key, int Leaf, int At)> phrases, LeafTable leaves)
    {
        var start = _runs.Count;
        _runs.Add(phrases.Length);
        foreach (var (_, leaf, at) in phrases)
        {
            var terms = Terms(leaves, leaf);
            _runs.Add([leaf, at, terms.Length]);
            _runs.Add(terms);
        }
        return start;
    }

    private void Insert(ulong key, int value)
    {
        var at = (int)(TermHash.Mix(key) >> _shift);
        while (_keys[at] != 0)
            at = (at + 1) & (_keys.Length - 1);
        (_keys[at], _values[at]) = (key, value);
    }
}
