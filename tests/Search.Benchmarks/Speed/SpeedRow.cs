using System.Globalization;

namespace Search.Benchmarks.Speed;

/// <summary>One line of the table: a figure of both sides, or of ours alone, and what it is to reach.</summary>
internal sealed record SpeedRow(string What, double? Lucene, double Here, Goal? Bar, Goal? Aim, bool LessIsBetter)
{
    /// <summary>Ours to the peer's; null where the peer has none.</summary>
    public double? Ratio => Here / Lucene;

    /// <summary>The line in Markdown.</summary>
    public override string ToString() => $"| {What} | {Text(Lucene)} | {Text(Here)} | {Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–"} | {Bar?.ToString() ?? "–"} | {Aim?.ToString() ?? "–"} | {Reached} |";

    private string Reached => Bar is null ? "–" : Aim?.IsReached(this) == true ? "aim" : Bar.IsReached(this) ? "bar" : "no";

    private static string Text(double? figure) => figure switch
    {
        null => "–",
        < 10 => figure.Value.ToString("0.00", CultureInfo.InvariantCulture),
        < 1_000 => figure.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => figure.Value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
