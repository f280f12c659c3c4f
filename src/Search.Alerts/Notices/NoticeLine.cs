namespace Search.Alerts.Notices;

/// <summary>One event for an alert's owner.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="What">To what: the alert's name, the person's address, or the source's name.</param>
/// <param name="At">When.</param>
internal sealed record NoticeLine(NoticeKind Kind, string What, DateTimeOffset At)
{
    /// <summary>Of a person, the alert's name; null for all of the owner's mail.</summary>
    public string? Alert { get; init; }

    /// <summary>The reason: the parser's, the mail server's or the web server's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The page on which to act.</summary>
    public Uri? Page { get; init; }

    /// <summary>The alert's name and the reason are not to stand in mail; nor is a source's name.</summary>
    public bool Discreet { get; init; }
}
