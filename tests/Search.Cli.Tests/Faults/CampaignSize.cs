using System.Globalization;

namespace Search.Cli.Tests.Faults;

/// <summary>How long a campaign goes on.</summary>
/// <param name="Kills">Processes killed at least.</param>
/// <param name="Seed">Of everything that is chosen at random; when things happen is the machine's affair.</param>
internal sealed record CampaignSize(int Kills, int Seed)
{
    public const string KillsVariable = "SEARCH_FAULT_KILLS";
    public const string SeedVariable = "SEARCH_FAULT_SEED";

    /// <summary>People who are told; the last two thirds may leave.</summary>
    public int People { get; init; } = 24;

    /// <summary>People who leave, by then.</summary>
    public int Departures { get; init; } = 12;

    /// <summary>The longest that a service lives once its pages are there.</summary>
    public TimeSpan LongestLife { get; init; } = TimeSpan.FromMilliseconds(1_500);

    /// <summary>What the environment says, else <paramref name="kills"/> and a seed of the day.</summary>
    public static CampaignSize Read(int kills) =>
        new(Number(KillsVariable) ?? kills, Number(SeedVariable) ?? Random.Shared.Next(1, 1_000_000_000));

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
