using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Allocations;

/// <summary>The recorded bytes of each operation, a JSON object in a file.</summary>
internal static class AllocationBaseline
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>What may be more than recorded: a tenth, and a few objects.</summary>
    public static long Allowed(long recorded) => recorded + (recorded / 10) + 64;

    public static void Write(string path, IReadOnlyDictionary<string, long> bytes) => File.WriteAllText(path, JsonSerializer.Serialize(bytes, Layout) + "\n");

    /// <summary>What is wrong, one line each: operations that allocate more than they may, and those that only one of both sides has.</summary>
    public static IReadOnlyList<string> Compare(string path, IReadOnlyDictionary<string, long> bytes)
    {
        var recorded = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(path)) ?? [];
        var grown = bytes.Where(now => recorded.TryGetValue(now.Key, out var before) && now.Value > Allowed(before))
            .Select(now => string.Create(CultureInfo.InvariantCulture, $"{now.Key}: {now.Value} bytes, {recorded[now.Key]} recorded"));
        var unknown = bytes.Keys.Except(recorded.Keys).Select(name => name + ": not recorded");
        var gone = recorded.Keys.Except(bytes.Keys).Select(name => name + ": recorded, but not measured");
        return [.. grown, .. unknown, .. gone];
    }
}
