namespace Search.Data.Matches;

/// <summary>What is to become, or became, of a match.</summary>
public enum MatchState
{
    /// <summary>To be told.</summary>
    Pending,

    /// <summary>In a mail.</summary>
    Told,

    /// <summary>A later revision of an article that was told or is to be told; not told again.</summary>
    Repeat,

    /// <summary>Recorded while the alert was paused to discard, or off; never told.</summary>
    Discarded,
}
