namespace Search.Lucene.Codecs.BlockTree;

/// <summary>Names and numbers of Lucene's block-tree terms dictionary, as FORMAT.md describes them.</summary>
internal static class BlockTreeFormat
{
    public const string TermsExtension = "tim";
    public const string IndexExtension = "tip";
    public const string MetaExtension = "tmd";
    public const string TermsCodec = "BlockTreeTermsDict";
    public const string IndexCodec = "BlockTreeTermsIndex";
    public const string MetaCodec = "BlockTreeTermsMeta";

    /// <summary>The first with a metadata file; Lucene 8.6 to 8.11 write it.</summary>
    public const int Version = 6;

    public const int MinItemsInBlock = 25;
    public const int MaxItemsInBlock = 48;

    /// <summary>More entries than any writer puts into a block; a limit on what a damaged count can cost.</summary>
    public const int SaneEntries = 1 << 16;

    /// <summary>More bytes of suffixes than any writer puts into a block; a limit on what a damaged length can cost.</summary>
    public const int SaneSuffixBytes = 1 << 24;

    /// <summary>Bits of the code that leads the output of an index entry; the block's offset in the .tim file stands above them.</summary>
    public const int OutputFlagBits = 2;
    public const int OutputIsFloor = 1;
    public const int OutputHasTerms = 2;

    /// <summary>Bits of the token before the suffixes of a block; their length stands above them.</summary>
    public const int SuffixLengthShift = 3;
    public const int SuffixIsLeaf = 4;
    public const int SuffixCompressionMask = 3;
    public const int NoCompression = 0;
    public const int LowercaseAscii = 1;
    public const int Lz4 = 2;
}
