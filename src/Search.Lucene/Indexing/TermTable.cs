using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Search.Analysis;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// Gives each distinct term of one field an id from 0, by an open-addressing hash over the terms' bytes in a shared arena.
/// No object per term. Not thread-safe.
/// </summary>
/// <remarks>
/// A slot is 64 bits: id + 1 in the low half (0 is a free slot), then 16 bits of length, then 16 bits of hash. Slots decide almost
/// every comparison; terms of up to eight bytes are then settled by their record's prefix without a look at the arena.
/// </remarks>
internal sealed class TermTable(TermArena arena)
{
    /// <summary>The longest term in bytes, as in Lucene.</summary>
    public const int MaxTermBytes = 32_766;

    private const int FirstSlots = 64;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const int BytesPerTerm = 32 + sizeof(ushort) + (3 * sizeof(int)) + (2 * sizeof(ulong));

    private readonly TermArena _arena = arena;
    private ulong[] _slots = new ulong[FirstSlots];
    private TermRecord[] _records = new TermRecord[FirstSlots / 2];
    private ushort[] _lengths = new ushort[FirstSlots / 2];
    private int[] _firstDocs = new int[FirstSlots / 2];
    private int[] _docHeads = new int[FirstSlots / 2];
    private int[] _positionHeads = new int[FirstSlots / 2];

    // Of the block of terms that is being looked up; there are none before the first block.
    private ulong[]? _prefixes;
    private ulong[]? _hashes;

    /// <summary>Distinct terms.</summary>
    public int Count { get; private set; }

    /// <summary>Memory of this table by what is in use, arena not included.</summary>
    public long UsedBytes => (long)Count * BytesPerTerm;

    /// <summary>By term id; replaced when the table grows.</summary>
    public TermRecord[] Records => _records;

    /// <summary>The first document of each term.</summary>
    public int[] FirstDocs => _firstDocs;

    /// <summary>Start of each term's stream of documents.</summary>
    public int[] DocHeads => _docHeads;

    /// <summary>Start of each term's stream of positions.</summary>
    public int[] PositionHeads => _positionHeads;

    public ReadOnlySpan<byte> Term(int id) => _arena.Slice(_records[id].Start, _lengths[id]);

    /// <summary>The bytes of a term; valid until the next one is added.</summary>
    public ReadOnlyMemory<byte> TermMemory(int id) => _arena.Bytes.AsMemory(_records[id].Start, _lengths[id]);

    /// <summary>The id of the term, new or known. Its length must not exceed <see cref="MaxTermBytes"/>.</summary>
    public int FindOrAdd(byte[] source, int start, int length)
    {
        var prefix = LoadPrefix(source, start, length);
        var term = source.AsSpan(start, length);
        return FindOrAdd(term, prefix, Hash(term, prefix));
    }

    /// <summary>
    /// The ids of many terms, as if they were asked for one by one. A table of a large buffer lies far from the processor: what a term needs is
    /// fetched while others are worked on.
    /// </summary>
    /// <param name="source">Holds the terms.</param>
    /// <param name="starts">Where each begins; at most <see cref="TokenBatch.Capacity"/>.</param>
    /// <param name="lengths">Of each, at most <see cref="MaxTermBytes"/>.</param>
    /// <param name="ids">Gets the id of each.</param>
    public void FindOrAdd(byte[] source, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<int> ids)
    {
        var prefixes = (_prefixes ??= new ulong[TokenBatch.Capacity]).AsSpan(0, starts.Length);
        var hashes = (_hashes ??= new ulong[TokenBatch.Capacity]).AsSpan(0, starts.Length);
        HashAll(source, starts, lengths, prefixes, hashes);
        GuessIds(hashes, lengths, ids);
        for (var i = 0; i < prefixes.Length; i++)
        {
            var id = ids[i];
            if (id < 0 || _records[id].Prefix != prefixes[i] || (lengths[i] > 8 && !SameRest(_records[id].Start, source.AsSpan(starts[i], lengths[i]))))
                ids[i] = FindOrAdd(source.AsSpan(starts[i], lengths[i]), prefixes[i], hashes[i]);
        }
    }

    /// <summary>The id of the term, or -1.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        if (term.Length > MaxTermBytes)
            return -1;
        var prefix = PrefixOf(term);
        var hash = Hash(term, prefix);
        var tag = Tag(hash, term.Length);
        var mask = (uint)(_slots.Length - 1);
        for (var at = (uint)hash & mask; _slots[at] != 0; at = (at + 1) & mask)
        {
            var id = (int)(uint)_slots[at] - 1;
            if ((uint)(_slots[at] >> 32) == tag && Term(id).SequenceEqual(term))
                return id;
        }
        return -1;
    }

    /// <summary>All ids, in the unsigned byte order of their terms.</summary>
    public int[] SortedIds()
    {
        var ids = new int[Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = i;
        Sort(ids, new ulong[ids.Length], 0, ids.Length, depth: 0);
        return ids;
    }

    /// <summary>Forgets all terms and keeps the memory.</summary>
    public void Reset()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    /// <summary>Sorts by eight bytes at a time: the word at <paramref name="depth"/> decides, runs of equal words go on with the next.</summary>
    private void Sort(int[] ids, ulong[] keys, int from, int to, int depth)
    {
        for (var i = from; i < to; i++)
            keys[i] = Word(ids[i], depth);
        Array.Sort(keys, ids, from, to - from);
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                SortRun(ids, keys, start, end, depth);
            start = end;
        }
    }

    /// <summary>Equal words: terms that end within the word come first, shorter ones before longer ones (they differ by zero bytes only).</summary>
    private void SortRun(int[] ids, ulong[] keys, int from, int to, int depth)
    {
        var wordEnd = (depth + 1) * 8;
        for (var i = from; i < to; i++)
            keys[i] = (ulong)Math.Min(_lengths[ids[i]], wordEnd + 1);
        Array.Sort(keys, ids, from, to - from);
        var longer = from;
        while (longer < to && keys[longer] <= (ulong)wordEnd)
            longer++;
        if (to - longer > 1)
            Sort(ids, keys, longer, to, depth + 1);
    }

    private ulong Word(int id, int depth) => depth == 0
        ? BinaryPrimitives.ReverseEndianness(_records[id].Prefix)
        : BinaryPrimitives.ReverseEndianness(PrefixOf(Term(id)[Math.Min(depth * 8, _lengths[id])..]));

    /// <summary>Fetches the slots at which the search for each term begins.</summary>
    private void HashAll(byte[] source, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<ulong> prefixes, Span<ulong> hashes)
    {
        var slots = _slots;
        for (var i = 0; i < hashes.Length; i++)
        {
            var (start, length) = (starts[i], lengths[i]);
            var prefix = LoadPrefix(source, start, length);
            var hash = length <= 8 ? HashShort(length, prefix) : HashLong(source.AsSpan(start, length), prefix);
            Prefetch.Read(ref slots[(uint)hash & (uint)(slots.Length - 1)]);
            prefixes[i] = prefix;
            hashes[i] = hash;
        }
    }

    /// <summary>The ids in the first slots where their tags fit, and -1 else; fetches their records.</summary>
    private void GuessIds(ReadOnlySpan<ulong> hashes, ReadOnlySpan<int> lengths, Span<int> ids)
    {
        var (slots, records) = (_slots, _records);
        for (var i = 0; i < hashes.Length; i++)
        {
            var slot = slots[(uint)hashes[i] & (uint)(slots.Length - 1)];
            var id = (uint)(slot >> 32) == Tag(hashes[i], lengths[i]) ? (int)(uint)slot - 1 : -1;
            Prefetch.Read(ref records[Math.Max(0, id)]);
            ids[i] = id;
        }
    }

    private int FindOrAdd(ReadOnlySpan<byte> term, ulong prefix, ulong hash)
    {
        var tag = Tag(hash, term.Length);
        var slots = _slots;
        for (var at = (uint)hash & (uint)(slots.Length - 1); ; at = (at + 1) & (uint)(slots.Length - 1))
        {
            var slot = slots[at];
            if (slot == 0)
                return Add(term, prefix, hash);
            var id = (int)(uint)slot - 1;
            if ((uint)(slot >> 32) == tag && _records[id].Prefix == prefix && (term.Length <= 8 || SameRest(_records[id].Start, term)))
                return id;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(ReadOnlySpan<byte> term, ulong prefix, ulong hash)
    {
        var id = Count;
        GrowFor(id + 1);
        Insert(((ulong)Tag(hash, term.Length) << 32) | (uint)(id + 1), hash);
        _records[id] = new TermRecord { Prefix = prefix, Start = _arena.Append(term), LastDoc = -1 };
        _lengths[id] = (ushort)term.Length;
        _firstDocs[id] = 0;
        _docHeads[id] = 0;
        _positionHeads[id] = 0;
        Count = id + 1;
        return id;
    }

    private void GrowFor(int count)
    {
        if (count > _records.Length)
        {
            Growth.Ensure(ref _records, count);
            Array.Resize(ref _lengths, _records.Length);
            Array.Resize(ref _firstDocs, _records.Length);
            Array.Resize(ref _docHeads, _records.Length);
            Array.Resize(ref _positionHeads, _records.Length);
        }
        if (count * 2L > _slots.Length)
            Rehash();
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                var id = (int)(uint)slot - 1;
                Insert(slot, Hash(Term(id), _records[id].Prefix));
            }
        }
    }

    private void Insert(ulong slot, ulong hash)
    {
        var mask = (uint)(_slots.Length - 1);
        var at = (uint)hash & mask;
        while (_slots[at] != 0)
            at = (at + 1) & mask;
        _slots[at] = slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SameRest(int start, ReadOnlySpan<byte> term) =>
        _arena.Slice(start + 8, term.Length - 8).SequenceEqual(term[8..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Tag(ulong hash, int length) => ((uint)(hash >> 48) << 16) | (uint)length;

    private static ulong Hash(ReadOnlySpan<byte> term, ulong prefix) =>
        term.Length <= 8 ? HashShort(term.Length, prefix) : HashLong(term, prefix);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashShort(int length, ulong prefix) => Mix(prefix ^ (ulong)length * Multiplier);

    /// <summary>Words of eight bytes; the last one overlaps the one before.</summary>
    private static ulong HashLong(ReadOnlySpan<byte> term, ulong prefix)
    {
        var hash = prefix ^ (ulong)term.Length * Multiplier;
        for (var at = 8; at < term.Length - 8; at += 8)
            hash = Mix(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(term[at..]);
        return Mix(Mix(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(term[^8..]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong word)
    {
        var high = Math.BigMul(word ^ 0xA0761D6478BD642F, Multiplier, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LoadPrefix(byte[] source, int start, int length)
    {
        if (start > source.Length - 8)
            return PrefixOf(source.AsSpan(start, length));
        var word = BinaryPrimitives.ReadUInt64LittleEndian(source.AsSpan(start, 8));
        return length >= 8 ? word : word & ((1UL << (length * 8)) - 1);
    }

    private static ulong PrefixOf(ReadOnlySpan<byte> term)
    {
        if (term.Length >= 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(term);
        var word = 0UL;
        for (var i = term.Length - 1; i >= 0; i--)
            word = (word << 8) | term[i];
        return word;
    }
}
