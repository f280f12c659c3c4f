namespace Search.Alerts.Transfer;

/// <summary>What came of an import. With problems nothing was stored.</summary>
public sealed record ImportReport
{
    public int AlertsAdded { get; init; }

    public int AlertsChanged { get; init; }

    /// <summary>Were here already, as the file has them.</summary>
    public int AlertsSame { get; init; }

    public int SourcesAdded { get; init; }

    public int SourcesChanged { get; init; }

    public int SourcesSame { get; init; }

    public int PeopleAdded { get; init; }

    public int SettingsChanged { get; init; }

    public IReadOnlyList<SetupProblem> Problems { get; init; } = [];

    /// <summary>What was left out or is to be done by hand.</summary>
    public IReadOnlyList<SetupProblem> Warnings { get; init; } = [];
}
