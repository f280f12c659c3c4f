namespace Search.Alerts.Transfer;

/// <summary>
/// What people set of a service, apart from what it found: alerts, people and what they answered, sources, settings. Stands in one
/// JSON file; see <see cref="SetupFile"/>. Lists are in the order of their names, so that equal setups are equal files.
/// </summary>
public sealed record Setup
{
    /// <summary>People whom anything below names; one who is not listed is the operator's, and gets mail.</summary>
    public IReadOnlyList<SetupPerson> People { get; init; } = [];

    /// <summary>What people answered to owners; a pair that is not listed waits to be asked.</summary>
    public IReadOnlyList<SetupConsent> Consents { get; init; } = [];

    public IReadOnlyList<SetupAlert> Alerts { get; init; } = [];

    public IReadOnlyList<SetupSource> Sources { get; init; } = [];

    /// <summary>By name, such as <c>Articles:KeepDays</c>; those of <see cref="SetupSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
