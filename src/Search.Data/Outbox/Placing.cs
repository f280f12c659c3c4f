namespace Search.Data.Outbox;

/// <summary>Where a match stands in its mail.</summary>
public enum Placing
{
    /// <summary>As an item of its own.</summary>
    Shown,

    /// <summary>Beyond the caps, behind "N more".</summary>
    More,

    /// <summary>Same story as one that is shown or was told: counted, and behind "N more".</summary>
    Folded,
}
