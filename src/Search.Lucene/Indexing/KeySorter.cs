using System.Runtime.CompilerServices;

namespace Search.Lucene.Indexing;

/// <summary>Sorts numbers with what belongs to them, by their bytes from the lowest to the highest where they are many. Equal keys end in any order.</summary>
internal static class KeySorter
{
    /// <summary>Fewer are sorted by comparisons.</summary>
    public const int Many = 512;

    /// <summary>Up to so many are put in their places one by one.</summary>
    public const int Few = 24;

    private const int DigitBits = 8;
    private const int Digits = 1 << DigitBits;

    /// <summary>Sorts <paramref name="keys"/> from <paramref name="from"/> to <paramref name="to"/>, end exclusive, and moves <paramref name="items"/> with them.</summary>
    public static void Sort(ulong[] keys, int[] items, int from, int to)
    {
        if (to - from <= Few)
            Insert(keys.AsSpan(from, to - from), items.AsSpan(from, to - from));
        else if (to - from < Many)
            Array.Sort(keys, items, from, to - from);
        else
            SortByDigits(keys.AsSpan(from, to - from), items.AsSpan(from, to - from));
    }

    /// <summary>Moves each before those that are larger.</summary>
    private static void Insert(Span<ulong> keys, Span<int> items)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var (key, item) = (keys[i], items[i]);
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
                (keys[at], items[at]) = (keys[at - 1], items[at - 1]);
            (keys[at], items[at]) = (key, item);
        }
    }

    private static void SortByDigits(Span<ulong> keys, Span<int> items)
    {
        var counts = new int[sizeof(ulong) * Digits];
        Count(keys, counts);
        Span<ulong> fromKeys = keys, toKeys = new ulong[keys.Length];
        Span<int> fromItems = items, toItems = new int[items.Length];
        for (var place = 0; place < sizeof(ulong); place++)
        {
            var ofPlace = counts.AsSpan(place * Digits, Digits);
            var shift = place * DigitBits;
            if (ofPlace[Digit(fromKeys[0], shift)] == keys.Length)
                continue;
            Distribute(fromKeys, fromItems, toKeys, toItems, shift, ofPlace);
            var spareKeys = fromKeys;
            fromKeys = toKeys;
            toKeys = spareKeys;
            var spareItems = fromItems;
            fromItems = toItems;
            toItems = spareItems;
        }
        fromKeys.CopyTo(keys);
        fromItems.CopyTo(items);
    }

    /// <summary>How often each digit comes at each place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<ulong> keys, int[] counts)
    {
        foreach (var key in keys)
        {
            for (var place = 0; place < sizeof(ulong); place++)
                counts[(place * Digits) + Digit(key, place * DigitBits)]++;
        }
    }

    /// <summary>Moves everything behind what has a smaller digit, in the order in which it stands. <paramref name="counts"/> are used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Distribute(ReadOnlySpan<ulong> keys, ReadOnlySpan<int> items, Span<ulong> toKeys, Span<int> toItems, int shift, Span<int> counts)
    {
        var next = 0;
        foreach (ref var count in counts)
            (count, next) = (next, next + count);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = counts[Digit(keys[i], shift)]++;
            toKeys[at] = keys[i];
            toItems[at] = items[i];
        }
    }

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & (Digits - 1);
}
