namespace Search.Analysis.Unicode;

/// <summary>A number for each code point, 0 by default, in pages of 128 of which the empty ones are shared. Immutable after building, thread-safe.</summary>
internal sealed class CodePointMap
{
    private const int PageBits = 7;
    private const int PageMask = (1 << PageBits) - 1;
    private static readonly int[] Empty = new int[1 << PageBits];
    private readonly int[][] _pages = new int[0x110000 >> PageBits][];

    public CodePointMap() => Array.Fill(_pages, Empty);

    public int this[int codePoint]
    {
        get => _pages[codePoint >> PageBits][codePoint & PageMask];
        set
        {
            ref var page = ref _pages[codePoint >> PageBits];
            if (ReferenceEquals(page, Empty))
                page = new int[1 << PageBits];
            page[codePoint & PageMask] = value;
        }
    }

    /// <summary>Sets, for each pair of a list of mapped code points (gap, count, stride, zigzag delta: see generate.py), the value that <paramref name="entry"/> makes of it.</summary>
    public void AddPairs(ReadOnlySpan<byte> table, Action<CodePointMap, int, int> entry)
    {
        var reader = new TableReader(table);
        for (var first = 0; !reader.AtEnd;)
        {
            first += reader.NextVarint();
            var count = reader.NextVarint();
            var stride = reader.NextByte();
            var delta = reader.NextZigzag();
            for (var i = 0; i < count; i++)
                entry(this, first + i * stride, first + i * stride + delta);
        }
    }
}
