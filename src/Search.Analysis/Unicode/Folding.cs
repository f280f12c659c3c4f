using System.Text;

namespace Search.Analysis.Unicode;

/// <summary>
/// Folding of case and accents, code point by code point: what readers take for the same word becomes the same bytes (Qalamôun and
/// qalamoun, Straße and strasse, Łódź and lodz, أسد and اسد, ٢٠١٥ and 2015). Idempotent.
/// </summary>
/// <remarks>
/// Latin, Greek, Cyrillic, Arabic, Hebrew and Armenian letters lose case, accents, strokes and hooks, points and tashkeel; compatibility
/// forms (ligatures, full width, mathematical and Arabic presentation forms) become plain letters; alef, ya and ta marbuta, and the
/// Persian letters for kaf and ya, are unified; digits of all scripts become 0-9; apostrophes become '; soft hyphens, joiners,
/// direction marks and tatweel vanish. Signs that other scripts spell with (Indic vowels, kana voicing, Hangul) stay.
/// </remarks>
internal static class Folding
{
    /// <summary>The most bytes that folding makes of one byte.</summary>
    public const int MaxGrowth = 3;

    private const int IsString = 1;
    private static readonly List<byte[]> Strings = [];
    private static readonly CodePointMap Map = ReadMap();

    /// <summary>Writes the folded form of <paramref name="text"/>, for which there must be <see cref="MaxGrowth"/> times its room; returns its length.</summary>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var written = 0;
        for (var i = 0; i < text.Length;)
        {
            var codePoint = Utf8.Decode(text, i, out var length);
            i += length;
            var entry = Map[codePoint];
            if ((entry & IsString) != 0)
            {
                var folded = Strings[entry >> 1];
                folded.CopyTo(to[written..]);
                written += folded.Length;
            }
            else
                written += Utf8.Encode(codePoint + (entry >> 1), to[written..]);
        }
        return written;
    }

    public static string Fold(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var folded = new byte[bytes.Length * MaxGrowth];
        return Encoding.UTF8.GetString(folded, 0, Fold(bytes, folded));
    }

    private static CodePointMap ReadMap()
    {
        var map = new CodePointMap();
        map.AddPairs(FoldTables.Single, static (map, from, to) => map[from] = (to - from) << 1);
        var reader = new TableReader(FoldTables.Strings);
        for (var codePoint = 0; !reader.AtEnd;)
        {
            codePoint += reader.NextVarint();
            map[codePoint] = Strings.Count << 1 | IsString;
            Strings.Add(reader.NextBytes(reader.NextVarint()).ToArray());
        }
        return map;
    }
}
