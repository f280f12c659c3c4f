using Search.Lucene.Codecs.Fields;

namespace Search.Lucene.Codecs.Postings;

/// <summary>Names and numbers of Lucene's Lucene84 postings, as FORMAT.md describes them.</summary>
internal static class PostingsFormat
{
    /// <summary>Suffix in the names and headers of all files of the format.</summary>
    public const string Suffix = PerFieldAttributes.PostingsSuffix;

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
}
