namespace Search.Lucene.Codecs.IndexedDisi;

/// <summary>Constants of the sparse set of documents (Lucene's IndexedDISI); see FORMAT.md.</summary>
internal static class IndexedDisiFormat
{
    /// <summary>log2 of the documents in a block.</summary>
    public const int BlockShift = 16;

    public const int BlockDocs = 1 << BlockShift;

    /// <summary>A block of more documents than this, but not all, is a bit set; of no more, a list.</summary>
    public const int MaxListDocs = 4095;

    /// <summary>log2 of the documents between two ranks of a bit set.</summary>
    public const int DenseRankPower = 9;

    /// <summary>Words of a block's bit set.</summary>
    public const int DenseWords = BlockDocs / 64;

    /// <summary>Number of the block that ends the list: it holds the one document int.MaxValue.</summary>
    public const int EndBlock = int.MaxValue >> BlockShift;
}
