namespace Search.Alerts.Sweeping;

/// <summary>What a sweep found.</summary>
/// <param name="Alerts">Queries that were run against the index.</param>
/// <param name="After">It looked at the revisions after this ingest sequence ...</param>
/// <param name="To">... up to this one.</param>
/// <param name="Missed">Matches that matching had missed and that are recorded now: zero is the promise.</param>
/// <param name="Broken">Queries that can't run, "alert: reason".</param>
public sealed record SweepReport(int Alerts, long After, long To, int Missed, IReadOnlyList<string> Broken)
{
    /// <summary>What was missed, one line for each alert.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
