namespace Search.Data.Alerts;

/// <summary>What becomes of matches while an alert is paused.</summary>
public enum PauseMode
{
    /// <summary>They are told when it goes on.</summary>
    Collect,

    /// <summary>They are recorded and never told.</summary>
    Discard,
}
