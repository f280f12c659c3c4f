using Search.Lucene.Searching;
using Search.Percolation.Forms;

namespace Search.Percolation.Terms;

/// <summary>
/// Numbers the terms that queries name, by field, from 0. It only grows. One thread writes at a time; others read <see cref="View"/>s beside it.
/// </summary>
/// <remarks>A term's record, bytes and slot are written before its number is.</remarks>
internal sealed class TermDictionary
{
    private const int MaxFields = ushort.MaxValue;
    private const int MaxTermBytes = 32_766;

    /// <summary>As far as forms number terms.</summary>
    private const int MaxTerms = Form.MaxArgument;

    private TermSlot[] _slots = new TermSlot[1024];
    private TermFilter _filter = new(1024);
    private TermRecord[] _records = new TermRecord[512];
    private byte[] _arena = new byte[4096];
    private int _used;
    private TermView? _view;

    public int Count { get; private set; }

    /// <summary>The terms so far.</summary>
    public TermView View => _view ??= new TermView(_slots, _filter, _records, _arena, Count);

    /// <summary>The id of a term, new or known; -1 when it is longer than an indexed term can be, so that no document has it.</summary>
    public int FindOrAdd(int field, ReadOnlySpan<byte> term)
    {
        if (term.Length > MaxTermBytes)
            return -1;
        var prefix = TermHash.Prefix(term);
        var hash = TermHash.Of(field, term, prefix);
        var mask = (uint)(_slots.Length - 1);
        for (var at = (uint)hash & mask; _slots[at].Number != 0; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Prefix == prefix && slot.Length == term.Length && slot.Field == field && (term.Length <= 8 || Term(slot.Number - 1).SequenceEqual(term)))
                return slot.Number - 1;
        }
        return Add(field, term, prefix, hash);
    }

    public ReadOnlySpan<byte> Term(int id) => _arena.AsSpan(_records[id].Start, _records[id].Length);

    public int FieldOf(int id) => _records[id].Field;

    public TermBytes TermBytes(int id) => new(Term(id));

    private int Add(int field, ReadOnlySpan<byte> term, ulong prefix, ulong hash)
    {
        if (field > MaxFields || Count >= MaxTerms)
            throw new ArgumentException("queries name more fields or terms than there are numbers for");
        var id = Count;
        if (id == _records.Length)
            Array.Resize(ref _records, _records.Length * 2);
        if (_arena.Length - _used < term.Length)
            Array.Resize(ref _arena, (int)Math.Min(Array.MaxLength, Math.Max(_arena.Length * 2L, _used + (long)term.Length)));
        term.CopyTo(_arena.AsSpan(_used));
        _records[id] = new TermRecord(_used, (ushort)term.Length, (ushort)field);
        _used += term.Length;
        Count++;
        _view = null;
        if (Count * 2 > _slots.Length)
            Rehash();
        else
            Insert(_slots, _filter, hash, id, prefix);
        return id;
    }

    private void Rehash()
    {
        var slots = new TermSlot[_slots.Length * 2];
        var filter = new TermFilter(slots.Length);
        for (var id = 0; id < Count; id++)
        {
            var prefix = TermHash.Prefix(Term(id));
            Insert(slots, filter, TermHash.Of(_records[id].Field, Term(id), prefix), id, prefix);
        }
        (_slots, _filter) = (slots, filter);
    }

    private void Insert(TermSlot[] slots, TermFilter filter, ulong hash, int id, ulong prefix)
    {
        filter.Add(_records[id].Field, prefix, _records[id].Length);
        var mask = (uint)(slots.Length - 1);
        var at = (uint)hash & mask;
        while (slots[at].Number != 0)
            at = (at + 1) & mask;
        ref var slot = ref slots[at];
        (slot.Prefix, slot.Length, slot.Field) = (prefix, _records[id].Length, _records[id].Field);
        Volatile.Write(ref slot.Number, id + 1);
    }
}
