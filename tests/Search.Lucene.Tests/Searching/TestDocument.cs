namespace Search.Lucene.Tests.Searching;

/// <summary>A document of a test index as the naive search sees it.</summary>
internal sealed record TestDocument(int Id, string[] Words, string Tag, long? Number)
{
    /// <summary>Number in the snapshot.</summary>
    public int Doc { get; init; }

    public bool IsLive { get; init; } = true;
}
