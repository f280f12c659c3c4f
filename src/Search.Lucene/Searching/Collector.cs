namespace Search.Lucene.Searching;

/// <summary>Takes the matches of a search, block by block, segments and documents ascending, deleted documents left out; fewer when it says so.</summary>
internal abstract class Collector
{
    /// <summary>Whether it looks at scores.</summary>
    public abstract bool NeedsScores { get; }

    /// <summary>Matches that score below are of no interest any more; 0 as long as all are.</summary>
    public float MinimumScore { get; protected set; }

    /// <summary>No further match has to be shown.</summary>
    public virtual bool HasEnough => false;

    /// <summary>A new segment begins.</summary>
    public virtual void Enter(Leaf leaf)
    {
    }

    /// <summary>Matches by their number within the segment.</summary>
    public abstract void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores);
}
