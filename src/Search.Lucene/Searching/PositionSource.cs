namespace Search.Lucene.Searching;

/// <summary>One place of a phrase: the documents that have one of its terms, and where. Moves forward only.</summary>
internal abstract class PositionSource(TermBytes[] terms, int offset)
{
    public const int End = int.MaxValue;

    /// <summary>What may stand here, ascending.</summary>
    public TermBytes[] Terms { get; } = terms;

    /// <summary>Position within the phrase.</summary>
    public int Offset { get; } = offset;

    public abstract long Cost { get; }

    /// <summary>-1 at the start, <see cref="End"/> after the last.</summary>
    public abstract int Doc { get; }

    /// <summary>Occurrences in the present document.</summary>
    public abstract int Freq { get; }

    public abstract int NextDoc();

    public abstract int Advance(int target);

    /// <summary>The next position in the present document, ascending; <see cref="End"/> after the last.</summary>
    public abstract int NextPosition();

    /// <summary>Bounds on scores ahead, where they are known.</summary>
    public virtual ImpactBounds? Bounds(Bm25 similarity, float weight) => null;
}
