using Search.Percolation.Terms;

namespace Search.Percolation.Matching;

/// <summary>Distinct terms of a document that no query names, which patterns may fit. Reusable, not thread-safe.</summary>
internal sealed class StrangeTerms
{
    private readonly List<(ulong Hash, int Field, int Start, int Length)> _terms = [];
    private int[] _slots = new int[256];
    private byte[] _bytes = new byte[4096];
    private int _used;

    public int Count => _terms.Count;

    public int FieldOf(int index) => _terms[index].Field;

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_terms[index].Start, _terms[index].Length);

    public void Clear()
    {
        if (_terms.Count == 0)
            return;
        _terms.Clear();
        _used = 0;
        Array.Clear(_slots);
    }

    /// <summary>Adds a term that is new.</summary>
    public void Add(int field, ReadOnlySpan<byte> term)
    {
        var hash = TermHash.Of(field, term, TermHash.Prefix(term));
        var mask = (uint)_slots.Length - 1;
        var at = (uint)hash & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            var known = _terms[_slots[at] - 1];
            if (known.Hash == hash && known.Field == field && this[_slots[at] - 1].SequenceEqual(term))
                return;
        }
        Append(hash, field, term);
        _slots[at] = _terms.Count;
        if (_terms.Count * 2 > _slots.Length)
            Grow();
    }

    private void Append(ulong hash, int field, ReadOnlySpan<byte> term)
    {
        if (_bytes.Length - _used < term.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + term.Length));
        term.CopyTo(_bytes.AsSpan(_used));
        _terms.Add((hash, field, _used, term.Length));
        _used += term.Length;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var i = 0; i < _terms.Count; i++)
        {
            var at = (uint)_terms[i].Hash & mask;
            while (_slots[at] != 0)
                at = (at + 1) & mask;
            _slots[at] = i + 1;
        }
    }
}
