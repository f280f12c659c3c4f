namespace Search.Lucene.Codecs.Points;

/// <summary>Constants of Lucene's points format 8.6 for one dimension of eight bytes; see FORMAT.md.</summary>
internal static class PointsFormat
{
    public const string DataCodec = "Lucene86PointsFormatData";
    public const string IndexCodec = "Lucene86PointsFormatIndex";
    public const string MetaCodec = "Lucene86PointsFormatMeta";
    public const int Version = 0;
    public const string DataExtension = "kdd";
    public const string IndexExtension = "kdi";
    public const string MetaExtension = "kdm";

    /// <summary>Codec and version that stand before each field's metadata.</summary>
    public const string TreeCodec = "BKD";
    public const int TreeVersion = 9;

    /// <summary>Ends the fields of the metadata.</summary>
    public const int EndOfFields = -1;

    /// <summary>Points of a leaf that this library writes; the last leaf has fewer.</summary>
    public const int LeafPoints = 512;

    /// <summary>Most points of a leaf that it reads.</summary>
    public const int MaxLeafPoints = 1 << 16;

    /// <summary>Bytes of a value.</summary>
    public const int ValueBytes = 8;

    /// <summary>Documents of a leaf: differences, ascending; or 24 or 32 bits each.</summary>
    public const byte AscendingDocs = 0;
    public const byte Docs24 = 24;
    public const byte Docs32 = 32;

    /// <summary>Values of a leaf: all equal; runs of equal values; or by their first byte that differs.</summary>
    public const sbyte AllEqual = -1;
    public const sbyte Runs = -2;
    public const sbyte ByFirstByte = 0;

    /// <summary>A long as the eight bytes of a file, big-endian, order: with the sign bit flipped.</summary>
    public static ulong ToSortable(long value) => (ulong)value ^ (1UL << 63);

    public static long FromSortable(ulong bits) => (long)(bits ^ (1UL << 63));

    /// <summary>How many of <paramref name="leaves"/> (at least 2) stand in the left branch: the tree is filled from the left.</summary>
    public static int LeftLeaves(int leaves)
    {
        var full = 1 << System.Numerics.BitOperations.Log2((uint)leaves);
        return full / 2 + Math.Min(leaves - full, full / 2);
    }
}
