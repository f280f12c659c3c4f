using System.CommandLine;
using System.Diagnostics;
using Search.Benchmarks.Corpora;
using Search.Lucene.Indexing;
using Search.Lucene.Store;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>index</c>: writes a corpus into a new index with the peer's fields; the clock runs over adding and committing. In a process that has the machine code
/// that <c>search index</c> has, and compiles anew what is hot, as there.
/// </summary>
internal static class IndexVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var index = new Option<string>("--index") { Description = "folder of the index; it is replaced", Required = true };
        var analyzer = new Option<string>("--analyzer") { Description = "standard, english or arabic", DefaultValueFactory = _ => "standard" };
        var threads = new Option<int>("--threads") { Description = "threads that add", DefaultValueFactory = _ => 1 };
        var ram = new Option<double>("--ram") { Description = "memory for the buffer, MB", DefaultValueFactory = _ => 64 };
        var merge = new Option<bool>("--force-merge") { Description = "merge to one segment afterwards, outside the clock" };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => int.MaxValue };
        var profile = new Option<bool>("--profile") { Description = "say where the time goes, by indexing again with parts left out" };
        var command = new Command("index", "Measures indexing.") { corpus, index, analyzer, threads, ram, merge, limit, profile };
        var il = new Option<bool>("--il") { Description = "without machine code made beforehand" };
        command.Add(il);
        command.SetAction(result =>
        {
            if (!result.GetValue(il) && OwnProcess.RunWithMachineCode([.. result.Tokens.Select(token => token.Value)]) is { } measured)
            {
                Console.Out.WriteLine(measured);
                return 0;
            }
            var articles = Corpus.Load(result.GetRequiredValue(corpus), result.GetValue(limit));
            var run = new IndexRun(articles, result.GetValue(analyzer)!, result.GetValue(ram), result.GetValue(threads));
            var line = Run(run, result.GetRequiredValue(index), result.GetValue(merge));
            if (result.GetValue(profile))
                line["profile"] = IndexProfile.Measure(run, result.GetRequiredValue(index) + ".profile");
            Json.Print(line);
            return 0;
        });
        return command;
    }

    private static Dictionary<string, object> Run(IndexRun run, string folder, bool merge)
    {
        Replace(folder);
        using var directory = new MMapDirectory(folder);
        var (seconds, cpu) = Measure(run, directory, merge);
        var bytes = Corpus.TextBytes(run.Articles);
        return new Dictionary<string, object>
        {
            ["docs"] = run.Articles.Count,
            ["text_bytes"] = bytes,
            ["seconds"] = Json.Round(seconds),
            ["cpu_seconds"] = Json.Round(cpu),
            ["docs_per_s"] = Json.Round(run.Articles.Count / seconds),
            ["mb_per_s"] = Json.Round(bytes / 1e6 / seconds),
            ["mb_per_cpu_s"] = Json.Round(bytes / 1e6 / cpu),
            ["index_bytes"] = Usage.FolderBytes(folder),
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    private static (double Seconds, double Cpu) Measure(IndexRun run, MMapDirectory directory, bool merge)
    {
        GC.Collect();
        var (clock, cpu) = (Stopwatch.StartNew(), Usage.CpuSeconds);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(PeerSchema.Analyzer(run.Analyzer)) { RamBufferMegabytes = run.RamMegabytes, OpenMode = OpenMode.Create, FlushThreads = run.Threads });
        run.AddAll(article => writer.AddDocument(PeerSchema.ToDocument(article)));
        writer.Commit();
        writer.WaitForMerges();
        writer.Commit();
        var measured = (clock.Elapsed.TotalSeconds, Usage.CpuSeconds - cpu);
        if (merge)
        {
            writer.ForceMerge(1);
            writer.Commit();
        }
        return measured;
    }

    private static void Replace(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
