using Search.Lucene.Searching;

namespace Search.Percolation.Terms;

/// <summary>
/// Numbers the terms that queries name, by field, from 0. It only grows. One thread writes at a time; others read <see cref="View"/>s beside it.
/// </summary>
/// <remarks>A slot is the high half of the hash, then id + 1 (0 is a free slot). A term's record and bytes are written before its slot.</remarks>
internal sealed class TermDictionary
{
    private const int MaxFields = ushort.MaxValue;
    private const int MaxTermBytes = 32_766;

    private ulong[] _slots = new ulong[1024];
    private TermRecord[] _records = new TermRecord[512];
    private byte[] _arena = new byte[4096];
    private int _used;
    private TermView? _view;

    public int Count { get; private set; }

    /// <summary>The terms so far.</summary>
    public TermView View => _view ??= new TermView(_slots, _records, _arena, Count);

    public static uint Tag(ulong hash) => (uint)(hash >> 32);

    /// <summary>The id of a term, new or known; -1 when it is longer than an indexed term can be, so that no document has it.</summary>
    public int FindOrAdd(int field, ReadOnlySpan<byte> term)
    {
        if (term.Length > MaxTermBytes)
            return -1;
        var prefix = TermHash.Prefix(term);
        var hash = TermHash.Of(field, term, prefix);
        var mask = (uint)(_slots.Length - 1);
        var at = (uint)hash & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            var id = (int)(uint)_slots[at] - 1;
            if ((uint)(_slots[at] >> 32) == Tag(hash) && _records[id].Field == field && Term(id).SequenceEqual(term))
                return id;
        }
        return Add(field, term, prefix, hash);
    }

    public ReadOnlySpan<byte> Term(int id) => _arena.AsSpan(_records[id].Start, _records[id].Length);

    public int FieldOf(int id) => _records[id].Field;

    public TermBytes TermBytes(int id) => new(Term(id));

    private int Add(int field, ReadOnlySpan<byte> term, ulong prefix, ulong hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, MaxFields);
        var id = Count;
        if (id == _records.Length)
            Array.Resize(ref _records, _records.Length * 2);
        if (_arena.Length - _used < term.Length)
            Array.Resize(ref _arena, (int)Math.Min(Array.MaxLength, Math.Max(_arena.Length * 2L, _used + (long)term.Length)));
        term.CopyTo(_arena.AsSpan(_used));
        _records[id] = new TermRecord(prefix, _used, (ushort)term.Length, (ushort)field);
        _used += term.Length;
        Count++;
        _view = null;
        if (Count * 2 > _slots.Length)
            Rehash();
        else
            Insert(_slots, hash, id);
        return id;
    }

    private void Rehash()
    {
        var slots = new ulong[_slots.Length * 2];
        for (var id = 0; id < Count; id++)
            Insert(slots, TermHash.Of(_records[id].Field, Term(id), _records[id].Prefix), id);
        _slots = slots;
    }

    private static void Insert(ulong[] slots, ulong hash, int id)
    {
        var mask = (uint)(slots.Length - 1);
        var at = (uint)hash & mask;
        while (slots[at] != 0)
            at = (at + 1) & mask;
        Volatile.Write(ref slots[at], ((ulong)Tag(hash) << 32) | (uint)(id + 1));
    }
}
