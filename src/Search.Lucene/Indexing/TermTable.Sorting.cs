using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Search.Lucene.Indexing;

/// <summary>The order of the terms.</summary>
internal sealed partial class TermTable
{
    /// <summary>All slots that hold a term, in the unsigned byte order of their terms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public int[] SortedSlots()
    {
        var slots = new int[Count];
        var records = _slots.Items;
        var count = 0;
        for (var slot = 0; slot < records.Length; slot++)
        {
            if (records[slot].Key != 0)
                slots[count++] = slot;
        }
        Sort(slots, new ulong[count], 0, count, depth: 0);
        return slots;
    }

    /// <summary>All ids, in the unsigned byte order of their terms.</summary>
    public int[] SortedIds()
    {
        var ids = SortedSlots();
        foreach (ref var id in ids.AsSpan())
            id = _slots[id].Id;
        return ids;
    }

    /// <summary>Sorts by eight bytes at a time: the word at <paramref name="depth"/> decides, runs of equal words go on with the next.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Sort(int[] slots, ulong[] keys, int from, int to, int depth)
    {
        for (var i = from; i < to; i++)
            keys[i] = Word(slots[i], depth);
        KeySorter.Sort(keys, slots, from, to);
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                SortRun(slots, keys, start, end, depth);
            start = end;
        }
    }

    /// <summary>Equal words: terms that end within the word come first, shorter ones before longer ones (they differ by zero bytes only, so there are nine at most).</summary>
    private void SortRun(int[] slots, ulong[] keys, int from, int to, int depth)
    {
        var wordEnd = (depth + 1) * 8;
        var longer = from;
        for (var i = from; i < to; i++)
        {
            var slot = slots[i];
            var length = TermAt(slot).Length;
            if (length > wordEnd)
                continue;
            slots[i] = slots[longer];
            var at = longer++;
            for (; at > from && TermAt(slots[at - 1]).Length > length; at--)
                slots[at] = slots[at - 1];
            slots[at] = slot;
        }
        if (to - longer > 1)
            Sort(slots, keys, longer, to, depth + 1);
    }

    private ulong Word(int slot, int depth)
    {
        if (depth == 0)
            return BinaryPrimitives.ReverseEndianness(_slots[slot].First);
        var term = TermAt(slot);
        return BinaryPrimitives.ReverseEndianness(WordOf(term[Math.Min(depth * 8, term.Length)..]));
    }
}
