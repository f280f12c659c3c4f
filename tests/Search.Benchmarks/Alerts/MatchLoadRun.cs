using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Alerts;
using Search.Alerts.Jobs;
using Search.Alerts.Mail;
using Search.Alerts.Running;
using Search.Benchmarks.Corpora;
using Search.Benchmarks.Verbs;
using Search.Data.Articles;
using Search.Ingest.Stages;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Testing;

namespace Search.Benchmarks.Alerts;

/// <summary>One measurement of <c>match-load</c>: the service's own jobs, digests and the index among them, beside a thread that stores articles.</summary>
internal sealed class MatchLoadRun(MatchLoad load)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyDictionary<string, object>> RunAsync(string? server, CancellationToken cancellation)
    {
        var articles = Corpus.Load(load.Corpus, load.Articles);
        using var database = new BenchmarkDatabase(server);
        AlertRows.Seed(database, load.Queries, load.Alerts, load.Told);
        using var folder = new TemporaryFolder();
        using var index = new MMapDirectory(folder.File("index"));
        using var building = new MMapDirectory(folder.File("building"));
        var shared = new SharedDocuments();
        using var keeper = await IndexKeeper.OpenAsync(database.Data, index, building, _ => { }, shared, cancellation);
        using var runner = new AlertRunner(database.Data, new PickupTransport(folder.File("outbox")), Settings(), shared: shared);
        using var host = Service(database, runner, keeper);
        var began = Stopwatch.GetTimestamp();
        var kept = await runner.PrepareMatchingAsync(cancellation);
        var loaded = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await host.StartAsync(cancellation);
        using var watch = new CursorWatch(database);
        GC.Collect();
        var (cpu, allocated) = (Usage.CpuSeconds, GC.GetTotalAllocatedBytes());
        var (stored, seconds) = await StoreAsync(database, articles, cancellation);
        if (!watch.Wait(stored[^1].Seq, Patience))
            throw new InvalidOperationException("not everything was matched");
        cpu = Usage.CpuSeconds - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        await host.StopAsync(cancellation);
        var times = stored.Skip(load.Unmeasured).Select(row => Math.Max(0, Stopwatch.GetElapsedTime(row.At, watch.At(row.Seq)).TotalMilliseconds)).Order().ToList();
        return new Dictionary<string, object>
        {
            ["alerts"] = kept,
            ["told"] = load.Told,
            ["database"] = database.IsPostgres ? "postgresql" : "sqlite",
            ["articles"] = stored.Count,
            ["batch"] = load.Batch,
            ["articles_per_s"] = Json.Round(stored.Count / seconds),
            ["matches"] = database.Count("article_match"),
            ["measured"] = times.Count,
            ["p50_ms"] = Json.Round(times[times.Count / 2]),
            ["p99_ms"] = Json.Round(times[times.Count * 99 / 100]),
            ["over_250_ms"] = times.Count(ms => ms > 250),
            ["max_ms"] = Json.Round(times[^1]),
            ["load_s"] = Json.Round(loaded),
            ["cpu_ms_per_article"] = Json.Round(cpu * 1_000 / stored.Count),
            ["kb_allocated_per_article"] = Json.Round(allocated / 1_000.0 / stored.Count),
            ["mails"] = database.Count("outbox"),
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    private static IHost Service(BenchmarkDatabase database, AlertRunner runner, IndexKeeper keeper)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(database.Data).AddSingleton(runner);
        builder.Services.AddAlertJobs(
            new ScheduledWork { Index = token => keeper.FeedAsync(progress: null, token), Poll = _ => Task.CompletedTask, Tick = TimeSpan.FromMilliseconds(500) }, JobStore.Memory);
        return builder.Build();
    }

    private static AlertSettings Settings() => new() { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example.org/") };

    /// <summary>Each article is stored when its time has come, in transactions of some articles; one that is late is stored at once. Gives the time after each commit.</summary>
    private async Task<(List<(long Seq, long At)> Stored, double Seconds)> StoreAsync(BenchmarkDatabase database, List<CorpusArticle> articles, CancellationToken cancellation)
    {
        var stored = new List<(long, long)>(load.Articles);
        var clock = Stopwatch.StartNew();
        for (var at = 0; at < load.Articles; at += load.Batch)
        {
            var wait = TimeSpan.FromSeconds((double)at / load.Rate) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellation);
            var first = at;
            var seqs = await database.Data.WriteAsync(
                async session =>
                {
                    var given = new List<long>(load.Batch);
                    for (var number = first; number < Math.Min(first + load.Batch, load.Articles); number++)
                        given.Add((await session.Articles.IngestAsync(Draft(articles[number % articles.Count], number))).Seq);
                    return given;
                },
                cancellation);
            var now = Stopwatch.GetTimestamp();
            stored.AddRange(seqs.Select(seq => (seq, now)));
        }
        return (stored, clock.Elapsed.TotalSeconds);
    }

    private static ArticleDraft Draft(CorpusArticle article, int number) => new()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"https://news.example/{number}"),
        Title = Encoding.UTF8.GetString(article.Title),
        Body = Encoding.UTF8.GetString(article.Body),
        Source = article.Source,
        Language = "en",
        Published = DateTimeOffset.FromUnixTimeSeconds(article.Published),
    };
}
