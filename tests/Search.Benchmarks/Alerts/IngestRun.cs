using System.Runtime;
using Search.Alerts;
using Search.Alerts.Mail;
using Search.Alerts.Running;
using Search.Benchmarks.Verbs;
using Search.Data;
using Search.Ingest.Files;
using Search.Ingest.Stages;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Testing;

namespace Search.Benchmarks.Alerts;

/// <summary>One measurement of <c>ingest</c>: what <c>search index</c> does with a file, in a new data folder that has some alerts, step by step.</summary>
internal sealed class IngestRun(string corpus, string queries, int alerts, int limit)
{
    public async Task<IReadOnlyDictionary<string, object>> RunAsync(CancellationToken cancellation)
    {
        using var database = new BenchmarkDatabase(server: null);
        AlertRows.Seed(database, queries, alerts, "daily 07:00");
        using var folder = new TemporaryFolder();
        var report = new IngestReport();
        var articles = ArticleFiles.Read([corpus], report, cancellation).Take(limit);
        var allocated = GC.GetTotalAllocatedBytes();
        var rows = await CpuAsync(() => new IngestStage(database.Data).RunAsync(articles, report, progress: null, cancellation));
        var index = await CpuAsync(() => IndexAndMatchAsync(database.Data, folder, cancellation));
        return new Dictionary<string, object>
        {
            ["articles"] = report.Read,
            ["alerts"] = alerts,
            ["matches"] = database.Count("article_match"),
            ["articles_per_cpu_s"] = Json.Round(report.Read / (rows + index)),
            ["rows_cpu_s"] = Json.Round(rows),
            ["index_and_match_cpu_s"] = Json.Round(index),
            ["compiled_methods"] = JitInfo.GetCompiledMethodCount(),
            ["compiling_s"] = Json.Round(JitInfo.GetCompilationTime().TotalSeconds),
            ["gc_pause_s"] = Json.Round(GC.GetTotalPauseDuration().TotalSeconds),
            ["gcs"] = new[] { GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2) },
            ["kb_allocated_per_article"] = Json.Round((GC.GetTotalAllocatedBytes() - allocated) / 1_000.0 / report.Read),
            ["database_bytes"] = database.FileBytes,
            ["index_bytes"] = Usage.FolderBytes(folder.File("index")),
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    private static async Task IndexAndMatchAsync(Database database, TemporaryFolder folder, CancellationToken cancellation)
    {
        using var index = new MMapDirectory(folder.File("index"));
        using var building = new MMapDirectory(folder.File("building"));
        var shared = new SharedDocuments();
        var access = new IndexAccess(database, index, building) { Shared = shared };
        using var runner = new AlertRunner(database, new PickupTransport(folder.File("outbox")), new AlertSettings(), shared: shared);
        await runner.MatchAlongsideAsync(alongside => access.CatchUpAsync(TimeSpan.Zero, progress: null, alongside, cancellation), cancellation);
    }

    /// <summary>CPU seconds of the process while a step runs.</summary>
    private static async Task<double> CpuAsync(Func<Task> step)
    {
        var began = Usage.CpuSeconds;
        await step();
        return Usage.CpuSeconds - began;
    }
}
