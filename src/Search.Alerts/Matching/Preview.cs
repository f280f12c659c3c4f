using Search.Data.Articles;

namespace Search.Alerts.Matching;

/// <summary>What a query would have found in the days behind us.</summary>
public sealed record Preview
{
    /// <summary>Why the query can't be an alert, for people; null when it can. Then the rest is empty.</summary>
    public string? Refusal { get; init; }

    /// <summary>Every day of the stretch, oldest first, by the day on which an article was seen.</summary>
    public IReadOnlyList<PreviewDay> Days { get; init; } = [];

    /// <summary>Different articles found.</summary>
    public int Total { get; init; }

    /// <summary>Different articles looked at.</summary>
    public int Searched { get; init; }

    /// <summary>False when more articles came in than a preview looks at; the newest ones were.</summary>
    public bool Complete { get; init; }

    /// <summary>The newest articles found, newest first.</summary>
    public IReadOnlyList<Article> Newest { get; init; } = [];

    /// <summary>Said before saving: the query finds so much that its mails will overflow.</summary>
    public bool TooBroad { get; init; }
}
