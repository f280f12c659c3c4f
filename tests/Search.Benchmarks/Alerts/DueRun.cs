using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Verbs;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Benchmarks.Alerts;

/// <summary>One measurement of <c>due</c>: the pages that the digest stage reads, without tables' statistics and with them.</summary>
internal sealed class DueRun(int alerts, int due, int morning)
{
    private const int Repeats = 100;
    private const int PageSize = 100;

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(string? server, CancellationToken cancellation)
    {
        using var database = new BenchmarkDatabase(server);
        Seed(database);
        var line = new Dictionary<string, object> { ["alerts"] = alerts, ["due"] = due, ["database"] = database.IsPostgres ? "postgresql" : "sqlite" };
        await MeasureAsync(database, line, "", due, cancellation);
        database.Execute("ANALYZE");
        await MeasureAsync(database, line, "analyzed_", due, cancellation);
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"UPDATE subscription SET next_due_at = {TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds()} WHERE subscription_id <= {morning}"));
        await MeasureAsync(database, line, "morning_", morning + due - (int)((long)morning * due / alerts), cancellation);
        return line;
    }

    private void Seed(BenchmarkDatabase database)
    {
        using var rows = new AlertRows(database);
        var now = TimeProvider.System.GetUtcNow();
        for (var id = 1; id <= alerts; id++)
        {
            // Those that are due stand anywhere among the others.
            var isDue = (long)id * due / alerts != (long)(id - 1) * due / alerts;
            rows.AddAlert(id, $"Alert {id.ToString(CultureInfo.InvariantCulture)}", "Qalamoun AND incursion", isDue ? now.AddMinutes(-id % 60) : now.AddHours(1).AddSeconds(id % 86_400));
        }
        rows.Commit();
    }

    private static async Task MeasureAsync(BenchmarkDatabase database, Dictionary<string, object> line, string prefix, int expected, CancellationToken cancellation)
    {
        var all = new List<double>();
        var firsts = new List<double>();
        for (var repeat = 0; repeat < (expected > 10_000 ? 5 : Repeats); repeat++)
        {
            var (first, whole, found) = await FindAsync(database.Data, cancellation);
            if (found != expected)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{found} found, {expected} are due"));
            firsts.Add(first);
            all.Add(whole);
        }
        line[prefix + "p50_ms"] = Json.Round(At(all, 0.5));
        line[prefix + "p99_ms"] = Json.Round(At(all, 0.99));
        line[prefix + "first_page_ms"] = Json.Round(At(firsts, 0.5));
        line[prefix + "plan"] = database.Explain(Literal(SubscriptionStore.DueAtStatement)).Concat(database.Explain(Literal(SubscriptionStore.DueAfterStatement))).Distinct().ToList();
    }

    private static async Task<(double First, double All, int Found)> FindAsync(Database database, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (first, found) = (0.0, 0);
        DuePosition? place = null;
        while (await database.ReadAsync(session => session.Subscriptions.DueAsync(place, PageSize), cancellation) is { Count: > 0 } page)
        {
            found += page.Count;
            place = page[^1];
            first = first == 0 ? clock.Elapsed.TotalMilliseconds : first;
        }
        return (first, clock.Elapsed.TotalMilliseconds, found);
    }

    /// <summary>A statement of the stage with its values written in.</summary>
    private static string Literal(string statement) => statement
        .Replace("@now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@afterDue", "0", StringComparison.Ordinal).Replace("@afterId", "0", StringComparison.Ordinal)
        .Replace("@operatorsOnly", "FALSE", StringComparison.Ordinal)
        .Replace("@limit", PageSize.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static double At(List<double> times, double quantile) => times.Order().ElementAt((int)Math.Min(times.Count - 1, times.Count * quantile));
}
