namespace Search.Alerts.Transfer;

/// <summary>What an import read in its file. With problems it is not taken.</summary>
public sealed record SetupReading
{
    /// <summary>Empty when the file is no setup, which is then among the problems.</summary>
    public Setup Setup { get; init; } = new();

    public IReadOnlyList<SetupProblem> Problems { get; init; } = [];

    public IReadOnlyList<SetupProblem> Warnings { get; init; } = [];
}
