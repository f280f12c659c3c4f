using System.Globalization;

namespace Search.Benchmarks.Speed;

/// <summary>What a figure is to reach: a value, or a multiple of the peer's figure in the same run.</summary>
internal sealed record Goal(double Value, bool IsRatio)
{
    public static Goal At(double value) => new(value, IsRatio: false);

    public static Goal OfLucene(double ratio) => new(ratio, IsRatio: true);

    public bool IsReached(SpeedRow row)
    {
        var figure = IsRatio ? row.Ratio ?? double.NaN : row.Here;
        return row.LessIsBetter ? figure <= Value : figure >= Value;
    }

    public override string ToString() => Value.ToString("0.##", CultureInfo.InvariantCulture) + (IsRatio ? " ×" : "");
}
