using System.Runtime.CompilerServices;

namespace Search.Analysis.Unicode;

/// <summary>
/// The automaton of word tokens: UAX #29 of Unicode 9 with the emoji sequences of UTS #51 (emoji data 11), as Lucene 8's
/// StandardTokenizer reads them. Classes and transitions come from <see cref="WordBreakTables"/>.
/// </summary>
internal static class WordBreaks
{
    /// <summary>The state from which there is no way on.</summary>
    public const byte Dead = 255;

    /// <summary>Class of the code points that are in no token.</summary>
    public const byte Other = 0;

    private const int BmpSize = 0x10000;
    private static readonly byte[] BmpClasses = new byte[BmpSize];
    private static readonly CodePointMap HighClasses = new();

    static WordBreaks()
    {
        var reader = new TableReader(WordBreakTables.ClassRuns);
        for (var first = 0; !reader.AtEnd;)
        {
            var count = reader.NextVarint();
            AddRun(first, count, reader.NextByte());
            first += count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ClassOf(int codePoint) => codePoint < BmpSize ? BmpClasses[codePoint] : HighClasses[codePoint];

    /// <summary>
    /// The longest token at <paramref name="start"/> within <paramref name="maxUnits"/> UTF-16 units. Returns its end in bytes, or, with
    /// <see cref="TokenKind.None"/>, the end of the one code point there, which starts no token.
    /// </summary>
    public static int Match(ReadOnlySpan<byte> text, int start, int maxUnits, out TokenKind kind)
    {
        var transitions = WordBreakTables.Transitions;
        var kinds = WordBreakTables.Kinds;
        kind = TokenKind.None;
        var end = -1;
        var state = 0;
        for (var i = start; i < text.Length;)
        {
            var codePoint = Utf8.Decode(text, i, out var length);
            i += length;
            if (end < 0)
                end = i;
            maxUnits -= codePoint < BmpSize ? 1 : 2;
            if (maxUnits < 0)
                break;
            state = transitions[state * WordBreakTables.ClassCount + ClassOf(codePoint)];
            if (state == Dead)
                break;
            if (kinds[state] == 0)
                continue;
            kind = (TokenKind)kinds[state];
            end = i;
        }
        return end;
    }

    private static void AddRun(int first, int count, byte value)
    {
        if (value == Other)
            return;
        for (var codePoint = first; codePoint < first + count; codePoint++)
        {
            if (codePoint < BmpSize)
                BmpClasses[codePoint] = value;
            else
                HighClasses[codePoint] = value;
        }
    }
}
