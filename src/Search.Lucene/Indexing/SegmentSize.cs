namespace Search.Lucene.Indexing;

/// <summary>What a merge policy knows of a segment.</summary>
internal sealed record SegmentSize(string Name, long Bytes, int MaxDoc, int DeletedDocs)
{
    /// <summary>Bytes that a merge would keep, about.</summary>
    public long LiveBytes => MaxDoc == 0 ? 0 : (long)(Bytes * (1.0 - (double)DeletedDocs / MaxDoc));
}
