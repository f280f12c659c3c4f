using Search.Lucene.Indexing;

namespace Search.Lucene.Searching;

/// <summary>A segment of the searched snapshot: its number there, and the number of its first document.</summary>
internal sealed record Leaf(SegmentReader Reader, int Ordinal, int DocBase)
{
    public int MaxDoc => Reader.MaxDoc;
}
