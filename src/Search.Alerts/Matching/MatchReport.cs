namespace Search.Alerts.Matching;

/// <summary>What a run of the match stage did.</summary>
/// <param name="Articles">Revisions that were matched against the alerts.</param>
/// <param name="Matches">Matches recorded.</param>
/// <param name="Broken">Queries that could not run, "alert: reason".</param>
public sealed record MatchReport(int Articles, int Matches, IReadOnlyList<string> Broken)
{
    /// <summary>Articles that no alert could be matched against, "id: reason".</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>What ended a part of the run early; what it left was matched afterwards.</summary>
    public IReadOnlyList<string> Interruptions { get; init; } = [];

    /// <summary>Both together.</summary>
    public MatchReport And(MatchReport other) => new(Articles + other.Articles, Matches + other.Matches, [.. Broken.Union(other.Broken)])
    {
        Unreadable = [.. Unreadable.Union(other.Unreadable)],
        Interruptions = [.. Interruptions, .. other.Interruptions],
    };
}
