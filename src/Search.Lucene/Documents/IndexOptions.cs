namespace Search.Lucene.Documents;

/// <summary>What the postings of a field record; the numbers are Lucene's in the field infos file.</summary>
public enum IndexOptions : byte
{
    None = 0,
    Docs = 1,
    DocsAndFreqs = 2,
    DocsAndFreqsAndPositions = 3,
}
