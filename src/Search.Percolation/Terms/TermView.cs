using System.Runtime.CompilerServices;
using Search.Analysis;

namespace Search.Percolation.Terms;

/// <summary>
/// The terms of a <see cref="TermDictionary"/> at one moment. Thread-safe, beside the dictionary's growth: its arrays may hold newer terms,
/// which it does not see. A newer term stands only in slots that were free, so where one is met a search may end.
/// </summary>
internal sealed class TermView(TermSlot[] slots, TermFilter filter, TermRecord[] records, byte[] arena, int count)
{
    /// <summary>Terms that are seen: their ids are below.</summary>
    public int Count => count;

    public int FieldOf(int id) => records[id].Field;

    public ReadOnlySpan<byte> Term(int id) => arena.AsSpan(records[id].Start, records[id].Length);

    /// <summary>The id of a field's term, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int field, ReadOnlySpan<byte> term) => Find(field, term, TermHash.Prefix(term), TermHash.Of(field, term, TermHash.Prefix(term)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(int field, ReadOnlySpan<byte> term, ulong prefix, ulong hash)
    {
        var mask = (uint)(slots.Length - 1);
        for (var at = (uint)hash & mask; ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref slots[at];
            var id = Volatile.Read(in slot.Number) - 1;
            if ((uint)id >= (uint)count)
                return -1;
            if (slot.Prefix == prefix && slot.Length == term.Length && slot.Field == field && (term.Length <= 8 || SameRest(id, term)))
                return id;
        }
    }

    /// <summary>
    /// Finds the terms of a block of tokens: the id of each, or -1. Most are turned away by the filter; of the others all hashes come first, so
    /// that the looks into the table wait for memory together.
    /// </summary>
    public void Find(int field, TokenBatch batch, Span<int> ids)
    {
        Span<ulong> prefixes = stackalloc ulong[TokenBatch.Capacity];
        Span<int> left = stackalloc int[TokenBatch.Capacity];
        var leftCount = Sift(field, batch, ids, prefixes, left);
        Span<ulong> hashes = stackalloc ulong[TokenBatch.Capacity];
        for (var i = 0; i < leftCount; i++)
            hashes[i] = TermHash.Of(field, batch.Term(left[i]), prefixes[i]);
        for (var i = 0; i < leftCount; i++)
            ids[left[i]] = Find(field, batch.Term(left[i]), prefixes[i], hashes[i]);
    }

    /// <summary>Finds the tokens that may be terms, and their prefixes; the others' ids are -1. Returns how many there are.</summary>
    private int Sift(int field, TokenBatch batch, Span<int> ids, Span<ulong> prefixes, Span<int> left)
    {
        var (leftCount, starts, lengths, terms, known) = (0, batch.TermStart, batch.TermLength, batch.Terms, filter);
        for (var i = 0; i < batch.Count; i++)
        {
            var prefix = TermHash.PrefixAt(terms, starts[i], lengths[i]);
            ids[i] = -1;
            (left[leftCount], prefixes[leftCount]) = (i, prefix);
            leftCount += known.MayHave(field, prefix, lengths[i]) ? 1 : 0;
        }
        return leftCount;
    }

    private bool SameRest(int id, ReadOnlySpan<byte> term) =>
        arena.AsSpan(records[id].Start + 8, term.Length - 8).SequenceEqual(term[8..]);
}
