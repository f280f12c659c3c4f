namespace Search.Analysis.Articles;

/// <summary>A set of hashes of words, emptied for each text at no cost. Not thread-safe.</summary>
internal sealed class WordKeys
{
    // In each slot a key, above it the number of the text that it is of.
    private ulong[] _slots = new ulong[256];
    private uint _text = 1;
    private int _count;

    public void Clear()
    {
        _count = 0;
        if (++_text != 0)
            return;
        Array.Clear(_slots);
        _text = 1;
    }

    public void Add(int key)
    {
        var at = Find(key);
        if (_slots[at] == Of(key))
            return;
        _slots[at] = Of(key);
        if (++_count * 2 > _slots.Length)
            Grow();
    }

    public bool Contains(int key) => _slots[Find(key)] == Of(key);

    /// <summary>The slot of a key, or the one where it may be put.</summary>
    private int Find(int key)
    {
        var mask = _slots.Length - 1;
        var at = key & mask;
        while (_slots[at] >> 32 == _text && _slots[at] != Of(key))
            at = (at + 1) & mask;
        return at;
    }

    private ulong Of(int key) => ((ulong)_text << 32) | (uint)key;

    private void Grow()
    {
        var slots = _slots;
        _slots = new ulong[slots.Length * 2];
        foreach (var slot in slots)
        {
            if (slot >> 32 == _text)
                _slots[Find((int)(uint)slot)] = slot;
        }
    }
}
