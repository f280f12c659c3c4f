namespace Search.Data.Sources;

/// <summary>How a source does.</summary>
public enum SourceHealth
{
    Well,

    /// <summary>It answers, and gives nothing new any more.</summary>
    Silent,

    /// <summary>It can't be fetched or read.</summary>
    Broken,
}
