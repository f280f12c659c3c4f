using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Analysis.Stemming;

/// <summary>
/// Remembers the stems of the words met last, of up to 16 bytes: text repeats its words, and a stem found here costs a few nanoseconds. One
/// slot for each hash, the newer word wins. 192 KB, growing to 1.5 MB with the texts that it has seen; not thread-safe.
/// </summary>
internal sealed class StemCache
{
    /// <summary>Longer words and stems are not kept, bytes.</summary>
    public const int LongestWord = 16;

    private const int FewestSlots = 4_096;

    // Of the words of news a tenth is not found in so many, a third in the fewest.
    private const int MostSlots = 32_768;

    private Entry[] _entries = new Entry[FewestSlots];

    // Words kept since the slots were last doubled.
    private int _kept;

    /// <summary>A token as a key: its bytes, then zeros, which no word has in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> KeyOf(TokenBatch batch, int index)
    {
        var start = batch.TermStart[index];
        if (start > batch.Terms.Length - LongestWord)
            return KeyOf(batch.Term(index));
        var bytes = Vector128.Create<byte>(batch.Terms.AsSpan(start, LongestWord));
        return bytes & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)batch.TermLength[index]));
    }

    private static Vector128<byte> KeyOf(ReadOnlySpan<byte> word)
    {
        var key = Vector128<byte>.Zero;
        word.CopyTo(MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref key)));
        return key;
    }

    /// <summary>Makes the beginning of <paramref name="to"/>, which holds the word <paramref name="key"/>, its stem, and returns the stem's length; -1 where it isn't known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(Vector128<byte> key, Span<byte> to)
    {
        ref var entry = ref _entries[SlotOf(key)];
        if (entry.Word != key || key == Vector128<byte>.Zero || entry.Length > to.Length)
            return -1;
        if (!entry.IsBeginning)
            MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref entry.Stem))[..entry.Length].CopyTo(to);
        return entry.Length;
    }

    public void Keep(Vector128<byte> key, ReadOnlySpan<byte> stem)
    {
        if (stem.Length > LongestWord)
            return;
        if (_entries.Length < MostSlots && ++_kept > _entries.Length)
            Grow();
        var bytes = KeyOf(stem);
        var isBeginning = (key & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)stem.Length))) == bytes;
        _entries[SlotOf(key)] = new Entry { Word = key, Stem = bytes, Length = stem.Length, IsBeginning = isBeginning };
    }

    private void Grow()
    {
        var known = _entries;
        (_entries, _kept) = (new Entry[known.Length * 2], 0);
        foreach (var entry in known)
        {
            if (entry.Word != Vector128<byte>.Zero)
                _entries[SlotOf(entry.Word)] = entry;
        }
    }

    private int SlotOf(Vector128<byte> key)
    {
        var halves = key.AsUInt64();
        var hash = (halves.GetElement(0) * 0x9E3779B97F4A7C15) ^ (halves.GetElement(1) * 0xC2B2AE3D27D4EB4F);
        return (int)(hash >> 40) & (_entries.Length - 1);
    }

    private struct Entry
    {
        public Vector128<byte> Word;
        public Vector128<byte> Stem;
        public int Length;

        /// <summary>The stem is the word's beginning, as most are: there is nothing to copy.</summary>
        public bool IsBeginning;
    }
}
