using System.Collections.Frozen;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Constants of Lucene's stored fields format 8.7; see FORMAT.md.</summary>
internal static class StoredFieldsFormat
{
    /// <summary>Key of the segment attribute that names the compression.</summary>
    public const string ModeKey = "Lucene87StoredFieldsFormat.mode";

    /// <summary>LZ4 with a preset dictionary: the one mode that this library writes and reads.</summary>
    public const string ModeBestSpeed = "BEST_SPEED";

    public const string DataExtension = "fdt";
    public const string IndexExtension = "fdx";
    public const string MetaExtension = "fdm";

    public const string DataCodec = "Lucene87StoredFieldsFastData";
    public const int DataVersion = 3;
    public const string MetaCodec = "Lucene85FieldsIndexMeta";
    public const int MetaVersion = 3;
    public const string IndexCodec = "Lucene85FieldsIndexIdx";
    public const int IndexVersion = 0;

    /// <summary>A chunk is closed when its documents reach this many bytes …</summary>
    public const int ChunkBytes = 10 * 60 * 1024;

    /// <summary>… or this number. A chunk of twice the bytes (long documents) is compressed in slices of <see cref="ChunkBytes"/>.</summary>
    public const int ChunkDocs = 1024;

    /// <summary>log2 of the chunks in a block of the index.</summary>
    public const int IndexBlockShift = 10;

    /// <summary>A chunk's content is compressed in this many blocks …</summary>
    public const int SubBlocks = 10;

    /// <summary>… behind a dictionary that is this many times smaller than a block.</summary>
    public const int DictionaryFactor = 16;

    /// <summary>Version of the packed integers in chunk headers.</summary>
    public const int PackedVersion = 2;

    /// <summary>Low bits of a field's head that hold its type.</summary>
    public const int TypeBits = 3;

    /// <summary>More unfinished chunks than this, or more than 1% missing documents in them, and a merge compresses anew.</summary>
    public const int MaxDirtyChunks = 1024;

    /// <summary>What a segment with these stored fields states in its attributes.</summary>
    public static IReadOnlyDictionary<string, string> SegmentAttributes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [ModeKey] = ModeBestSpeed }.ToFrozenDictionary(StringComparer.Ordinal);
}
