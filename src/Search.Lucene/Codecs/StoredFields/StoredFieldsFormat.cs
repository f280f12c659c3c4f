using System.Collections.Frozen;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Constants of Lucene's stored fields format 8.7; see FORMAT.md.</summary>
internal static class StoredFieldsFormat
{
    /// <summary>Key of the segment attribute that names the compression.</summary>
    public const string ModeKey = "Lucene87StoredFieldsFormat.mode";

    /// <summary>LZ4 with a preset dictionary: the one mode that this library writes and reads.</summary>
    public const string ModeBestSpeed = "BEST_SPEED";

    /// <summary>What a segment with these stored fields states in its attributes.</summary>
    public static IReadOnlyDictionary<string, string> SegmentAttributes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [ModeKey] = ModeBestSpeed }.ToFrozenDictionary(StringComparer.Ordinal);
}
