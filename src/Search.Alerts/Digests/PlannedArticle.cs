using Search.Data.Matches;

namespace Search.Alerts.Digests;

/// <summary>An article that a mail shows.</summary>
internal sealed class PlannedArticle(long articleId, int section)
{
    public long ArticleId { get; } = articleId;

    /// <summary>Number of the alert under which it stands: the first that found it.</summary>
    public int Section { get; } = section;

    /// <summary>What it is shown for, in the order of the alerts; of several revisions the last one per alert.</summary>
    public List<Match> Matches { get; } = [];

    /// <summary>Articles of the same story that are counted here instead of being shown.</summary>
    public HashSet<long> Others { get; } = [];

    /// <summary>The match of the newest revision that any alert found.</summary>
    public Match Newest => Matches.MaxBy(match => match.Revision)!;

    /// <summary>The newest revision that any alert found.</summary>
    public int Revision => Newest.Revision;
}
