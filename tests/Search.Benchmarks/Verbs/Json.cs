using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>Prints the one line of a verb.</summary>
internal static class Json
{
    public static void Print(IReadOnlyDictionary<string, object> line) => Console.Out.WriteLine(JsonSerializer.Serialize(line));

    /// <summary>Rounds to figures that mean something: 4 digits after the point for small numbers, 1 for large ones.</summary>
    public static double Round(double value) => Math.Round(value, Math.Abs(value) < 100 ? 4 : 1);
}
