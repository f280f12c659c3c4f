using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Search.Alerts;
using Search.Alerts.Mail;
using Search.Alerts.Running;
using Search.Benchmarks.Verbs;

namespace Search.Benchmarks.Alerts;

/// <summary>One measurement of <c>digest</c>: people with matches in, mails at a sink out, by the stages that the service runs.</summary>
internal sealed class DigestRun(int people, int matches, int articles, int connections)
{
    private readonly Random _random = new(people);

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(string? server, CancellationToken cancellation)
    {
        using var database = new BenchmarkDatabase(server);
        await SeedAsync(database, cancellation);
        using var sink = new SinkProcess();
        await using var transport = new SmtpTransport(
            new SmtpSettings { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None, Connections = connections }, TimeProvider.System);
        var settings = new AlertSettings { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example.org/"), Connections = connections };
        using var runner = new AlertRunner(database.Data, transport, settings);
        using var steps = new StepTimes();
        GC.Collect();
        var composing = await MeasureAsync(async () => (await runner.DigestAsync(cancellation)).Mails);
        var delivering = await MeasureAsync(async () => (await runner.DeliverAsync(cancellation)).Sent);
        var line = Line(composing, delivering, database, sink.Stop());
        line["p50_us"] = steps.MedianUs("digest.compose");
        line["steps"] = steps.PerMail(people);
        return line;
    }

    private Dictionary<string, object> Line(Phase composing, Phase delivering, BenchmarkDatabase database, JsonElement taken)
    {
        if (composing.Done != people || delivering.Done != people || taken.GetProperty("mails").GetInt64() != people
            || taken.GetProperty("recipients").GetInt32() != people || taken.GetProperty("most_per_recipient").GetInt32() != 1)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{people} people, {composing.Done} mails composed, {delivering.Done} sent, the server took {taken}"));
        }
        return new Dictionary<string, object>
        {
            ["mails_per_s"] = Json.Round(people / (composing.Seconds + delivering.Seconds)),
            ["mails"] = people,
            ["matches"] = matches,
            ["database"] = database.IsPostgres ? "postgresql" : "sqlite",
            ["compose_per_s"] = Json.Round(people / composing.Seconds),
            ["deliver_per_s"] = Json.Round(people / delivering.Seconds),
            ["compose_s"] = Json.Round(composing.Seconds),
            ["deliver_s"] = Json.Round(delivering.Seconds),
            ["cpu_seconds"] = Json.Round(composing.Cpu + delivering.Cpu),
            ["compose_cpu_us_per_mail"] = Json.Round(composing.Cpu / people * 1e6),
            ["deliver_cpu_us_per_mail"] = Json.Round(delivering.Cpu / people * 1e6),
            ["compose_kb_allocated_per_mail"] = Json.Round(composing.Allocated / 1000.0 / people),
            ["deliver_kb_allocated_per_mail"] = Json.Round(delivering.Allocated / 1000.0 / people),
            ["bytes_per_mail"] = taken.GetProperty("bytes").GetInt64() / people,
            ["connections"] = taken.GetProperty("connections").GetInt32(),
            ["sink_cpu_seconds"] = taken.GetProperty("cpu_seconds").GetDouble(),
            ["database_bytes"] = database.FileBytes,
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    private async Task SeedAsync(BenchmarkDatabase database, CancellationToken cancellation)
    {
        var texts = ArticleTexts.Make(articles);
        var ids = new List<long>();
        foreach (var chunk in texts.Drafts.Chunk(500))
        {
            await database.Data.WriteAsync(
                async session =>
                {
                    foreach (var draft in chunk)
                        ids.Add((await session.Articles.IngestAsync(draft)).ArticleId);
                },
                cancellation);
        }
        using var rows = new AlertRows(database);
        for (var person = 1; person <= people; person++)
            AddPerson(rows, texts, ids, person);
        rows.Commit();
    }

    /// <summary>Two names that some reports have in common, or one that many have.</summary>
    private void AddPerson(AlertRows rows, ArticleTexts texts, List<long> ids, int person)
    {
        var (first, second) = (_random.Next(texts.Terms.Count), _random.Next(texts.Terms.Count));
        var both = texts.Holding(first).Intersect(texts.Holding(second)).ToList();
        var query = both.Count >= matches ? $"{texts.Terms[first]} AND {texts.Terms[second]}" : $"{texts.Terms[first]} OR {texts.Terms[second]}";
        var found = both.Count >= matches ? both : texts.Holding(first).Union(texts.Holding(second)).ToList();
        if (found.Count < matches)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"of {articles} articles no query finds {matches}: more --articles or fewer --matches"));
        rows.AddAlert(person, $"{texts.Terms[first]} and {texts.Terms[second]}", query, TimeProvider.System.GetUtcNow().AddMinutes(-1));
        for (var at = 0; at < matches; at++)
            rows.AddMatch(person, ids[found[at]]);
    }

    private static async Task<Phase> MeasureAsync(Func<Task<int>> run)
    {
        var (clock, cpu, allocated) = (Stopwatch.StartNew(), Usage.CpuSeconds, GC.GetTotalAllocatedBytes());
        var done = await run();
        return new Phase(done, clock.Elapsed.TotalSeconds, Usage.CpuSeconds - cpu, GC.GetTotalAllocatedBytes() - allocated);
    }

    private sealed record Phase(int Done, double Seconds, double Cpu, long Allocated);
}
