namespace Search.Testing.Model;

/// <summary>What rounds of a <see cref="ModelRound"/> did.</summary>
public sealed record RoundCounts(
    int Documents = 0, int Deletions = 0, int Commits = 0, int Prepared = 0, int Rollbacks = 0, int Reopened = 0, int PowerCuts = 0, int Failures = 0, int Merges = 0, int Queries = 0)
{
    public static RoundCounts operator +(RoundCounts left, RoundCounts right) => left.Add(right);

    public RoundCounts Add(RoundCounts other) => new(
        Documents + other.Documents, Deletions + other.Deletions, Commits + other.Commits, Prepared + other.Prepared, Rollbacks + other.Rollbacks,
        Reopened + other.Reopened, PowerCuts + other.PowerCuts, Failures + other.Failures, Merges + other.Merges, Queries + other.Queries);
}
