namespace Search.Lucene.Codecs.DocValues;

/// <summary>Constants of Lucene's doc values format 8.0; see FORMAT.md.</summary>
internal static class DocValuesFormat
{
    public const string DataCodec = "Lucene80DocValuesData";
    public const string MetaCodec = "Lucene80DocValuesMetadata";
    public const int Version = 2;
    public const string DataExtension = "dvd";
    public const string MetaExtension = "dvm";

    public const byte Numeric = 0;
    public const byte Binary = 1;
    public const byte Sorted = 2;
    public const byte SortedSet = 3;
    public const byte SortedNumeric = 4;

    /// <summary>Says of a column of sets that no document has two strings: a column of strings follows.</summary>
    public const byte SingleValued = 0;

    /// <summary>Says of a column of sets that some document has several strings.</summary>
    public const byte MultiValued = 1;

    /// <summary>Ends the fields of the metadata.</summary>
    public const int EndOfFields = -1;

    /// <summary>log2 of the values in a block of a monotonic sequence.</summary>
    public const int MonotonicBlockShift = 16;

    /// <summary>log2 of the numbers in a block with a bit width of its own.</summary>
    public const int NumericBlockShift = 14;

    /// <summary>Bit width that stands for "blocks with widths of their own".</summary>
    public const byte BlockwiseBits = 0xFF;

    /// <summary>Blocks are written when they save a tenth or more.</summary>
    public const double BlockwiseGain = 0.9;

    /// <summary>Most distinct numbers that are written by a table.</summary>
    public const int MaxTableSize = 256;

    /// <summary>log2 of the terms in a block of the dictionary.</summary>
    public const int TermsBlockShift = 4;

    /// <summary>log2 of the terms between two entries of the dictionary's index.</summary>
    public const int TermsIndexShift = 10;
}
