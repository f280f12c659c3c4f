namespace Search.Alerts.Matching;

/// <summary>Counts while the match stage runs.</summary>
internal sealed class MatchTally
{
    public int Articles { get; set; }

    public int Matches { get; set; }

    public HashSet<string> Broken { get; } = [];

    /// <summary>Articles that could not be matched, with the reason.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>What ended a part of the run early, with what is left for the rest of it.</summary>
    public List<string> Interruptions { get; } = [];

    public void Add(MatchTally other)
    {
        Articles += other.Articles;
        Matches += other.Matches;
        Broken.UnionWith(other.Broken);
        Unreadable.UnionWith(other.Unreadable);
        Interruptions.AddRange(other.Interruptions);
    }

    public MatchReport Report => new(Articles, Matches, [.. Broken])
    {
        Unreadable = Unreadable.Count == 0 ? [] : Unreadable.ToArray(),
        Interruptions = Interruptions.Count == 0 ? [] : Interruptions.ToArray(),
    };
}
