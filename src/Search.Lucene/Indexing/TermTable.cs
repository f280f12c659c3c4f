using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Search.Analysis;
using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>
/// Gives each distinct term of one field an id from 0, by an open-addressing hash whose slots are the terms' records. No object per
/// term. Not thread-safe.
/// </summary>
/// <remarks>
/// A term of up to sixteen bytes is found and compared within its slot; of a longer one the slot holds the hash, and the bytes are compared
/// in the shared arena, which holds those of all terms. A slot stands for its term until <see cref="Reserve"/> or an addition: these may move it.
/// </remarks>
internal sealed partial class TermTable(TermArena arena) : IDisposable
{
    /// <summary>The longest term in bytes, as in Lucene.</summary>
    public const int MaxTermBytes = 32_766;

    /// <summary>Low bits of <see cref="TermRecord.Key"/> that hold a length.</summary>
    public const int LengthBits = 5;

    private const int FirstSlots = 64;
    private const int MaxTerms = (1 << (32 - LengthBits)) - 1;
    private const int WholeBytes = 2 * sizeof(ulong);

    // Length + 1 of terms that their slots hold, so that none is that of a free slot, nor that of a longer term.
    private const uint LongCode = 0;
    private const uint LengthMask = (1 << LengthBits) - 1;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // A record for each slot, of which between a quarter and a half are taken.
    private const int BytesPerTerm = (5 * 32 / 2) + (4 * sizeof(int));

    private readonly TermArena _arena = arena;
    private readonly NativeBlock<TermOrigin> _origins = new(FirstSlots / 2);
    private NativeBlock<TermRecord> _slots = FreeSlots(FirstSlots);

    // Of the block of terms that is being looked up; there are none before the first block.
    private ulong[]? _firsts;
    private ulong[]? _seconds;

    /// <summary>Distinct terms.</summary>
    public int Count { get; private set; }

    /// <summary>Memory of this table by what is in use, arena not included.</summary>
    public long UsedBytes => (long)Count * BytesPerTerm;

    /// <summary>The records, by slot, until the table grows.</summary>
    public Span<TermRecord> Slots => _slots.Items;

    /// <summary>By term id, until the table grows.</summary>
    public Span<TermOrigin> Origins => _origins.Items;

    /// <summary>By index: as many low bytes as the index is above eight, all from sixteen on.</summary>
    private static ReadOnlySpan<ulong> LowBytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF,
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
    ];

    public ReadOnlySpan<byte> Term(int id) => _arena.Slice(_origins[id].Start, _origins[id].Length);

    /// <summary>The bytes of a term; valid until the next one is added.</summary>
    public ReadOnlyMemory<byte> TermMemory(int id) => _arena.Bytes.AsMemory(_origins[id].Start, _origins[id].Length);

    /// <summary>The bytes of the term in a slot; valid until the next one is added.</summary>
    public ReadOnlySpan<byte> TermAt(int slot)
    {
        ref readonly var record = ref _slots[slot];
        var code = record.Key & LengthMask;
        return code != LongCode && BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in record.First, 2))[..(int)(code - 1)]
            : Term(record.Id);
    }

    /// <summary>The id of the term, new or known. Its length must not exceed <see cref="MaxTermBytes"/>.</summary>
    public int FindOrAdd(byte[] source, int start, int length)
    {
        var slot = FindOrAddSlot(source, start, length);
        return _slots[slot].Id;
    }

    /// <summary>The slot of the term, new or known. Its length must not exceed <see cref="MaxTermBytes"/>.</summary>
    public int FindOrAddSlot(byte[] source, int start, int length)
    {
        Reserve(1);
        var term = source.AsSpan(start, length);
        Words(term, out var first, out var second);
        return FindOrAdd(term, first, second, SlotOf(first, second, Code(length)));
    }

    /// <summary>
    /// The slots of many terms, new or known, all valid until the next call. A table of a large buffer lies far from the processor: what a term
    /// needs is fetched while others are worked on.
    /// </summary>
    /// <param name="source">Holds the terms.</param>
    /// <param name="starts">Where each begins; at most <see cref="TokenBatch.Capacity"/>.</param>
    /// <param name="lengths">Of each, at most <see cref="MaxTermBytes"/>.</param>
    /// <param name="slots">Gets the slot of each.</param>
    public void FindOrAdd(byte[] source, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<int> slots)
    {
        Reserve(starts.Length);
        var firsts = (_firsts ??= new ulong[TokenBatch.Capacity]).AsSpan(0, starts.Length);
        var seconds = (_seconds ??= new ulong[TokenBatch.Capacity]).AsSpan(0, starts.Length);
        Hash(source, starts, lengths, firsts, seconds, slots);
        Find(source, starts, lengths, firsts, seconds, slots);
    }

    /// <summary>The slot of the term, or -1.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        if (term.Length > MaxTermBytes)
            return -1;
        Words(term, out var first, out var second);
        var records = _slots.Items;
        var (code, mask) = (Code(term.Length), records.Length - 1);
        for (var at = SlotOf(first, second, code); records[at].Key != 0; at = (at + 1) & mask)
        {
            if (Holds(records[at], first, second, code, term))
                return at;
        }
        return -1;
    }

    /// <summary>Makes room, so that so many additions move no slot.</summary>
    public void Reserve(int additions)
    {
        while ((Count + additions) * 2L > _slots.Length)
            Rehash();
        Growth.Ensure(_origins, Count + additions);
    }

    /// <summary>Forgets all terms and keeps the memory.</summary>
    public void Reset()
    {
        if (Count > 0)
            _slots.Items.Clear();
        Count = 0;
    }

    /// <summary>Frees the memory: the table can't be used any more.</summary>
    public void Dispose()
    {
        Count = 0;
        _slots.Dispose();
        _origins.Dispose();
    }

    /// <summary>The words of each term, and the slot at which the search for it begins, which is fetched.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Hash(byte[] source, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<ulong> firsts, Span<ulong> seconds, Span<int> slots)
    {
        var records = _slots.Items;
        var mask = (uint)(records.Length - 1);
        for (var i = 0; i < slots.Length; i++)
        {
            var (start, length) = (starts[i], lengths[i]);
            ulong first, second;
            if (length > WholeBytes || start > source.Length - WholeBytes)
            {
                Words(source.AsSpan(start, length), out first, out second);
            }
            else
            {
                first = BinaryPrimitives.ReadUInt64LittleEndian(source.AsSpan(start, 8)) & LowBytes[length + 8];
                second = BinaryPrimitives.ReadUInt64LittleEndian(source.AsSpan(start + 8, 8)) & LowBytes[length];
            }
            var slot = (int)((uint)Mix(first, second, Code(length)) & mask);
            Prefetch.Read(ref records[slot]);
            firsts[i] = first;
            seconds[i] = second;
            slots[i] = slot;
        }
    }

    /// <summary>From the slots at which the search begins to those of the terms, which are nearly always the same.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Find(byte[] source, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, ReadOnlySpan<ulong> firsts, ReadOnlySpan<ulong> seconds, Span<int> slots)
    {
        var records = _slots.Items;
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var record = ref records[slots[i]];
            if (record.First != firsts[i] || record.Second != seconds[i] || (record.Key & LengthMask) != (uint)lengths[i] + 1)
                slots[i] = FindOrAdd(source.AsSpan(starts[i], lengths[i]), firsts[i], seconds[i], slots[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int FindOrAdd(ReadOnlySpan<byte> term, ulong first, ulong second, int slot)
    {
        var records = _slots.Items;
        var (code, mask) = (Code(term.Length), records.Length - 1);
        for (; records[slot].Key != 0; slot = (slot + 1) & mask)
        {
            if (Holds(records[slot], first, second, code, term))
                return slot;
        }
        Add(term, first, second, slot);
        return slot;
    }

    private void Add(ReadOnlySpan<byte> term, ulong first, ulong second, int slot)
    {
        if (Count == MaxTerms)
            throw new InvalidOperationException($"a field of one buffer holds {MaxTerms} terms at most");
        _origins[Count] = new TermOrigin { Start = _arena.Append(term), Length = term.Length };
        Count++;
        _slots[slot] = new TermRecord { First = first, Second = second, Key = ((uint)Count << LengthBits) | Code(term.Length), LastDoc = -1 };
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Rehash()
    {
        ObjectDisposedException.ThrowIf(_slots.Length == 0, this);
        var old = _slots;
        _slots = FreeSlots(old.Length * 2);
        var slots = _slots.Items;
        foreach (ref readonly var record in old.Items)
        {
            if (record.Key != 0)
                slots[FreeSlot(slots, record)] = record;
        }
        old.Dispose();
    }

    private static NativeBlock<TermRecord> FreeSlots(int count)
    {
        var slots = new NativeBlock<TermRecord>(count);
        slots.Items.Clear();
        return slots;
    }

    private int FreeSlot(ReadOnlySpan<TermRecord> slots, in TermRecord record)
    {
        var mask = slots.Length - 1;
        var at = SlotOf(record.First, record.Second, record.Key & LengthMask);
        while (slots[at].Key != 0)
            at = (at + 1) & mask;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Holds(in TermRecord record, ulong first, ulong second, uint code, ReadOnlySpan<byte> term) =>
        record.First == first && record.Second == second && (record.Key & LengthMask) == code && (code != LongCode || Term(record.Id).SequenceEqual(term));

    /// <summary>Where the search for a term begins.</summary>
    private int SlotOf(ulong first, ulong second, uint code) => (int)((uint)Mix(first, second, code) & (uint)(_slots.Length - 1));

    private static uint Code(int length) => length <= WholeBytes ? (uint)length + 1 : LongCode;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong first, ulong second, uint code)
    {
        var high = Math.BigMul(first ^ 0xA0761D6478BD642F, second ^ Multiplier ^ ((ulong)code << 32), out var low);
        return high ^ low;
    }

    /// <summary>The two words by which a term is found.</summary>
    private static void Words(ReadOnlySpan<byte> term, out ulong first, out ulong second)
    {
        first = WordOf(term);
        second = term.Length <= WholeBytes ? WordOf(term[Math.Min(term.Length, 8)..]) : HashOf(term);
    }

    /// <summary>Words of eight bytes; the last one overlaps the one before.</summary>
    private static ulong HashOf(ReadOnlySpan<byte> term)
    {
        var hash = (ulong)term.Length * Multiplier;
        for (var at = 0; at < term.Length - 8; at += 8)
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(term[at..]), 0, 0);
        return Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(term[^8..]), 0, 0);
    }

    private static ulong WordOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var word = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
            word = (word << 8) | bytes[i];
        return word;
    }
}
