namespace Search.Lucene.Searching;

/// <summary>A query made ready for one snapshot: its statistics over all segments are known. Makes the scorer of each segment.</summary>
internal abstract class Weight
{
    /// <summary>The scorer of a segment, or null when nothing in it can match.</summary>
    public abstract Scorer? Scorer(Leaf leaf);
}
