namespace Search.Analysis.Unicode;

/// <summary>
/// Case and decimal digits of code points by Unicode 13, from this library's own tables: the same on every machine, whatever ICU
/// is installed. Equals Java 17's <c>Character.toLowerCase(int)</c> and <c>Character.digit</c>, which Lucene's filters use there.
/// </summary>
internal static class CodePoints
{
    private static readonly CodePointMap LowerDeltas = ReadLower();
    private static readonly CodePointMap LowerForms = ReadLowerForms();
    private static readonly CodePointMap Digits = ReadDigits();

    /// <summary>The simple lower-case form; the code point itself where it has none.</summary>
    public static int Lower(int codePoint) => codePoint + LowerDeltas[codePoint];

    public static bool HasLower(int codePoint) => LowerDeltas[codePoint] != 0;

    /// <summary>True for the lower-case form of some capital, as far as simple case mapping goes.</summary>
    public static bool IsLower(int codePoint) => LowerForms[codePoint] != 0;

    /// <summary>0-9 for a decimal digit outside ASCII, else -1.</summary>
    public static int NonAsciiDigit(int codePoint) => Digits[codePoint] - 1;

    private static CodePointMap ReadLower()
    {
        var map = new CodePointMap();
        map.AddPairs(CaseTables.Lower, static (map, from, to) => map[from] = to - from);
        return map;
    }

    private static CodePointMap ReadLowerForms()
    {
        var map = new CodePointMap();
        map.AddPairs(CaseTables.Lower, static (map, _, to) => map[to] = 1);
        return map;
    }

    private static CodePointMap ReadDigits()
    {
        var map = new CodePointMap();
        var reader = new TableReader(CaseTables.Zeros);
        for (var zero = 0; !reader.AtEnd;)
        {
            zero += reader.NextVarint();
            for (var digit = 0; digit < 10; digit++)
                map[zero + digit] = digit + 1;
        }
        return map;
    }
}
