namespace Search.Data.Articles;

/// <summary>What became of a draft.</summary>
public enum IngestOutcome
{
    /// <summary>A new article.</summary>
    Added,

    /// <summary>A known article with changed content: a new revision.</summary>
    Revised,

    /// <summary>A known article with the same content: nothing was written.</summary>
    Repeat,

    /// <summary>The article was taken down and stays away: nothing was written.</summary>
    TakenDown,
}
