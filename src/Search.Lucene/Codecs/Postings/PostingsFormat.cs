using Search.Lucene.Documents;

namespace Search.Lucene.Codecs.Postings;

/// <summary>Names and numbers of Lucene's Lucene84 postings, as FORMAT.md describes them.</summary>
internal static class PostingsFormat
{
    public const string Name = "Lucene84";

    /// <summary>Suffix in the names and headers of all files of the format.</summary>
    public const string Suffix = Name + "_0";

    public const string FormatAttribute = "PerFieldPostingsFormat.format";
    public const string SuffixAttribute = "PerFieldPostingsFormat.suffix";

    public const string DocExtension = "doc";
    public const string PositionExtension = "pos";
    public const string DocCodec = "Lucene84PostingsWriterDoc";
    public const string PositionCodec = "Lucene84PostingsWriterPos";
    public const string TermsCodec = "Lucene84PostingsWriterTerms";

    /// <summary>Before version 1, singletons of one block were not delta-coded; such files are refused.</summary>
    public const int Version = 1;

    /// <summary>Follows the header of the .doc file: blocks are little-endian.</summary>
    public const byte LittleEndianMark = (byte)'L';

    public const int BlockSize = 128;
    public const int SkipMultiplier = 8;
    public const int MaxSkipLevels = 10;

    /// <summary>Bytes that a term can have (Lucene's IndexWriter.MAX_TERM_LENGTH).</summary>
    public const int MaxTermLength = 32766;

    /// <summary>The attributes that an indexed field must carry in the field infos file.</summary>
    public static IReadOnlyDictionary<string, string> FieldAttributes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [FormatAttribute] = Name, [SuffixAttribute] = "0" };

    /// <summary>The field with <see cref="FieldAttributes"/> among its attributes; the field itself when it is not indexed.</summary>
    public static FieldInfo WithAttributes(FieldInfo field)
    {
        if (field.IndexOptions == IndexOptions.None)
            return field;
        var attributes = new Dictionary<string, string>(field.Attributes, StringComparer.Ordinal);
        foreach (var (key, value) in FieldAttributes)
            attributes[key] = value;
        return field with { Attributes = attributes };
    }
}
