using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Search.Analysis.Stemming;

/// <summary>
/// Remembers the stems of the words met last, of up to 15 bytes: text repeats its words, and a stem found here costs a few nanoseconds. Two
/// places for each hash, the word that was kept last in the first one. 128 KB, growing to 2 MB with the texts that it has seen; not thread-safe.
/// </summary>
/// <remarks>
/// The words lie by themselves, each with what its stem is like: most are the beginning of their word, and need no further look. Keys are
/// handed on by reference, since there is no machine code made beforehand for methods that take vectors by value.
/// </remarks>
internal sealed class StemCache
{
    /// <summary>Longer words and stems are not kept, bytes.</summary>
    public const int LongestWord = 15;

    private const int FewestPlaces = 4_096;

    // Of the words of news less than a tenth is not found in so many, a third in the fewest.
    private const int MostPlaces = 65_536;

    // A word, and in its last byte the length of the stem + 1, above a bit that says that the stem is the word's beginning.
    private Vector128<byte>[] _words = new Vector128<byte>[FewestPlaces];
    private Vector128<byte>[] _stems = new Vector128<byte>[FewestPlaces];

    // Words kept since the places were last doubled.
    private int _kept;

    private static Vector128<byte> WordBytes => Vector128.Create(~0UL, ~0UL >> 8).AsByte();

    /// <summary>A token of up to <see cref="LongestWord"/> bytes as a key: its bytes, then zeros, which no word has in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> KeyOf(TokenBatch batch, int index)
    {
        var start = batch.TermStart[index];
        if (start > batch.Terms.Length - Vector128<byte>.Count)
            return KeyOf(batch.Term(index));
        var bytes = Vector128.Create<byte>(batch.Terms.AsSpan(start, Vector128<byte>.Count));
        return Beginning(bytes, batch.TermLength[index]);
    }

    /// <summary>Where a word stands, until the next one is kept; -1 where it isn't known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(in Vector128<byte> key)
    {
        var place = FirstPlace(key);
        var isFirst = (_words[place] & WordBytes) == key;
        var isSecond = (_words[place + 1] & WordBytes) == key;
        return isFirst ? place : isSecond ? place + 1 : -1;
    }

    /// <summary>Makes the beginning of <paramref name="to"/>, which holds the word <paramref name="key"/>, its stem, and returns the stem's length; -1 where it isn't known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in Vector128<byte> key, Span<byte> to) => Find(PlaceOf(key), key, to);

    /// <summary>The same, for a word that stood at this place when it was looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int place, in Vector128<byte> key, Span<byte> to)
    {
        if ((uint)place >= (uint)_words.Length || (_words[place] & WordBytes) != key)
            return -1;
        var kind = _words[place].GetElement(LongestWord);
        var length = (kind >> 1) - 1;
        if (length > to.Length)
            return -1;
        if ((kind & 1) == 0 && length > 0)
            MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref _stems[place]))[..length].CopyTo(to);
        return length;
    }

    public void Keep(in Vector128<byte> key, ReadOnlySpan<byte> stem)
    {
        if (stem.Length > LongestWord)
            return;
        if (_words.Length < MostPlaces && ++_kept > _words.Length)
            Grow();
        var bytes = KeyOf(stem);
        var isBeginning = Beginning(key, stem.Length) == bytes;
        Put(key.WithElement(LongestWord, (byte)(((stem.Length + 1) << 1) | (isBeginning ? 1 : 0))), FirstPlace(key), bytes);
    }

    private static Vector128<byte> KeyOf(ReadOnlySpan<byte> word)
    {
        var key = Vector128<byte>.Zero;
        word.CopyTo(MemoryMarshal.AsBytes(new Span<Vector128<byte>>(ref key)));
        return key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Beginning(in Vector128<byte> bytes, int length) =>
        bytes & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)length));

    private void Put(in Vector128<byte> word, int place, in Vector128<byte> stem)
    {
        (_words[place + 1], _stems[place + 1]) = (_words[place], _stems[place]);
        (_words[place], _stems[place]) = (word, stem);
    }

    private void Grow()
    {
        var (words, stems) = (_words, _stems);
        (_words, _stems) = (new Vector128<byte>[words.Length * 2], new Vector128<byte>[words.Length * 2]);
        _kept = 0;
        // The older of two first, so that the newer one comes before it again.
        for (var place = words.Length - 1; place >= 0; place--)
        {
            if (words[place] != Vector128<byte>.Zero)
                Put(words[place], FirstPlace(words[place] & WordBytes), stems[place]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstPlace(in Vector128<byte> key)
    {
        var halves = key.AsUInt64();
        var hash = (halves.GetElement(0) * 0x9E3779B97F4A7C15) ^ (halves.GetElement(1) * 0xC2B2AE3D27D4EB4F);
        return (int)(hash >> 40) & (_words.Length - 2);
    }
}
