namespace Search.Lucene.Indexing;

/// <summary>What is written once about a term, and read when it is flushed.</summary>
internal struct TermOrigin
{
    /// <summary>Where the term's bytes begin in the arena.</summary>
    public int Start;

    /// <summary>How many bytes they are.</summary>
    public int Length;

    /// <summary>The first document with this term.</summary>
    public int FirstDoc;

    /// <summary>Start of its stream of postings.</summary>
    public int Head;
}
