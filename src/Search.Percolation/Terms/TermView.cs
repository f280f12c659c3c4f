using System.Runtime.CompilerServices;

namespace Search.Percolation.Terms;

/// <summary>
/// The terms of a <see cref="TermDictionary"/> at one moment. Thread-safe, beside the dictionary's growth: its arrays may hold newer terms,
/// which it does not see. A newer term stands only in slots that were free, so where one is met a search may end.
/// </summary>
internal sealed class TermView(ulong[] slots, TermRecord[] records, byte[] arena, int count)
{
    /// <summary>Terms that are seen: their ids are below.</summary>
    public int Count => count;

    public int FieldOf(int id) => records[id].Field;

    public ReadOnlySpan<byte> Term(int id) => arena.AsSpan(records[id].Start, records[id].Length);

    /// <summary>The id of a field's term, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int field, ReadOnlySpan<byte> term)
    {
        var prefix = TermHash.Prefix(term);
        var hash = TermHash.Of(field, term, prefix);
        var tag = TermDictionary.Tag(hash);
        var mask = (uint)(slots.Length - 1);
        for (var at = (uint)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = slots[at];
            var id = (int)(uint)slot - 1;
            if ((uint)id >= (uint)count)
                return -1;
            if ((uint)(slot >> 32) != tag)
                continue;
            ref readonly var record = ref records[id];
            if (record.Prefix == prefix && record.Length == term.Length && record.Field == field && (term.Length <= 8 || SameRest(record, term)))
                return id;
        }
    }

    private bool SameRest(in TermRecord record, ReadOnlySpan<byte> term) =>
        arena.AsSpan(record.Start + 8, term.Length - 8).SequenceEqual(term[8..]);
}
