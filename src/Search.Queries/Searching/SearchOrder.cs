namespace Search.Queries.Searching;

/// <summary>The order of hits.</summary>
public enum SearchOrder
{
    Relevance,

    /// <summary>By publication, newest first; articles without a date come last.</summary>
    Newest,
}
