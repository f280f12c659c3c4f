using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Analysis.Stemming;

/// <summary>
/// Remembers the stems of the words met last, of up to 16 bytes: text repeats its words, and a stem found here costs a few nanoseconds. Two
/// places for each hash, the word that was kept last in the first one. 132 KB, growing to 2 MB with the texts that it has seen; not thread-safe.
/// </summary>
/// <remarks>The words lie by themselves, the two of a hash in one cache line: most stems are the beginning of their word, and need no further look.</remarks>
internal sealed class StemCache
{
    /// <summary>Longer words and stems are not kept, bytes.</summary>
    public const int LongestWord = 16;

    private const int FewestPlaces = 4_096;

    // Of the words of news less than a tenth is not found in so many, a third in the fewest.
    private const int MostPlaces = 65_536;

    private Vector128<byte>[] _words = new Vector128<byte>[FewestPlaces];
    private Vector128<byte>[] _stems = new Vector128<byte>[FewestPlaces];

    // By place: length of the stem + 1, above a bit that says that the stem is the word's beginning; 0 for nothing.
    private byte[] _kinds = new byte[FewestPlaces];

    // Words kept since the places were last doubled.
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
        var place = FirstPlace(key);
        if (_words[place] != key && _words[++place] != key)
            return -1;
        var kind = _kinds[place];
        var length = (kind >> 1) - 1;
        if (length > to.Length)
            return -1;
        if ((kind & 1) == 0 && length > 0)
            MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref _stems[place]))[..length].CopyTo(to);
        return length;
    }

    public void Keep(Vector128<byte> key, ReadOnlySpan<byte> stem)
    {
        if (stem.Length > LongestWord)
            return;
        if (_words.Length < MostPlaces && ++_kept > _words.Length)
            Grow();
        var bytes = KeyOf(stem);
        var isBeginning = (key & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)stem.Length))) == bytes;
        Put(key, bytes, (byte)(((stem.Length + 1) << 1) | (isBeginning ? 1 : 0)));
    }

    private void Put(Vector128<byte> key, Vector128<byte> stem, byte kind)
    {
        var place = FirstPlace(key);
        (_words[place + 1], _stems[place + 1], _kinds[place + 1]) = (_words[place], _stems[place], _kinds[place]);
        (_words[place], _stems[place], _kinds[place]) = (key, stem, kind);
    }

    private void Grow()
    {
        var (words, stems, kinds) = (_words, _stems, _kinds);
        (_words, _stems, _kinds) = (new Vector128<byte>[words.Length * 2], new Vector128<byte>[words.Length * 2], new byte[words.Length * 2]);
        _kept = 0;
        // The older of two first, so that the newer one comes before it again.
        for (var place = words.Length - 1; place >= 0; place--)
        {
            if (kinds[place] != 0)
                Put(words[place], stems[place], kinds[place]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstPlace(Vector128<byte> key)
    {
        var halves = key.AsUInt64();
        var hash = (halves.GetElement(0) * 0x9E3779B97F4A7C15) ^ (halves.GetElement(1) * 0xC2B2AE3D27D4EB4F);
        return (int)(hash >> 40) & (_words.Length - 2);
    }
}
