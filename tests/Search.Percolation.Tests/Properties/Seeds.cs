using System.Globalization;

namespace Search.Percolation.Tests.Properties;

/// <summary>Which seeds a property is tried with: <c>SEARCH_PERCOLATE_SEED</c> names the first, <c>SEARCH_PERCOLATE_ROUNDS</c> their number.</summary>
internal static class Seeds
{
    public const string RoundsVariable = "SEARCH_PERCOLATE_ROUNDS";
    public const string SeedVariable = "SEARCH_PERCOLATE_SEED";

    /// <summary>The first and those after it; as many as the environment says, else <paramref name="rounds"/>.</summary>
    public static IEnumerable<int> Of(int rounds) => Enumerable.Range(Number(SeedVariable) ?? 1, Number(RoundsVariable) ?? rounds);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
