namespace Search.Lucene.Checking;

/// <summary>What <see cref="IndexChecker"/> went through in one segment.</summary>
public sealed record SegmentReport(string Name, int MaxDoc, int DeletedDocs)
{
    public int Fields { get; internal set; }

    /// <summary>Stored values.</summary>
    public long StoredValues { get; internal set; }

    /// <summary>Distinct terms of all fields.</summary>
    public long Terms { get; internal set; }

    /// <summary>Pairs of term and document.</summary>
    public long Postings { get; internal set; }

    public long Positions { get; internal set; }

    /// <summary>Doc values, numbers and strings.</summary>
    public long DocValues { get; internal set; }

    public long Points { get; internal set; }
}
