namespace Search.Alerts.Matching;

/// <summary>Counts while the match stage runs.</summary>
internal sealed class MatchTally
{
    public int Articles { get; set; }

    public int Matches { get; set; }

    public HashSet<string> Broken { get; } = [];

    /// <summary>Articles that could not be matched, with the reason.</summary>
    public HashSet<string> Unreadable { get; } = [];

    public MatchReport Report => new(Articles, Matches, [.. Broken]) { Unreadable = Unreadable.Count == 0 ? [] : Unreadable.ToArray() };
}
