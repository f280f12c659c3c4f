using System.Runtime.CompilerServices;

namespace Search.Analysis.Standard;

/// <summary>The word break rules as far as ASCII goes: letters, digits and underscore hold together; a mark between two of them may join them.</summary>
internal static class AsciiWords
{
    public const byte None = 0;
    private const byte Letter = 1;
    private const byte Digit = 2;
    private const byte Underscore = 4;

    /// <summary>By byte: what a word byte is, and which sort of neighbours a mark joins (' and . letters or digits, : letters, comma and ; digits).</summary>
    private static readonly byte[] Kinds = new byte[256];
    private static readonly byte[] Joined = new byte[256];

    static AsciiWords()
    {
        for (var c = 'a'; c <= 'z'; c++)
            Kinds[c] = Kinds[c - 0x20] = Letter;
        for (var c = '0'; c <= '9'; c++)
            Kinds[c] = Digit;
        Kinds['_'] = Underscore;
        Joined['\''] = Joined['.'] = Letter | Digit;
        Joined[':'] = Letter;
        Joined[','] = Joined[';'] = Digit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte KindOf(byte c) => Kinds[c];

    /// <summary>True for an ASCII byte after which no word goes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsWord(byte mark) => mark == ' ' || mark < 0x80 && Joined[mark] == None;

    /// <summary>True when <paramref name="mark"/> holds the bytes on its two sides together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Joins(byte before, byte mark, byte after) => (Kinds[before] & Joined[mark] & Kinds[after]) != 0;
}
