using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Search.Benchmarks.Corpora;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>visible</c>: how long it takes from adding an article until a search finds it, over an index that is there (new without), without a commit.
/// Every tenth takes the place of one that was added before. At the end all of it is given up: the index is as it was.
/// </summary>
internal static class VisibleVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var index = new Option<string>("--index") { Description = "folder of an index of articles", Required = true };
        var adds = new Option<int>("--adds") { Description = "how often to add and search", DefaultValueFactory = _ => 2_000 };
        var batch = new Option<int>("--batch") { Description = "articles added before each search", DefaultValueFactory = _ => 1 };
        var command = new Command("visible", "Measures the time from adding to finding.") { corpus, index, adds, batch };
        command.SetAction(result =>
        {
            var articles = Corpus.Load(result.GetRequiredValue(corpus), 20_000);
            Directory.CreateDirectory(result.GetRequiredValue(index));
            using var directory = new MMapDirectory(result.GetRequiredValue(index));
            Json.Print(Run(directory, articles, result.GetValue(adds), result.GetValue(batch)));
            return 0;
        });
        return command;
    }

    private static Dictionary<string, object> Run(MMapDirectory directory, List<CorpusArticle> articles, int adds, int batch)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(ArticleSchema.Analyzer));
        var before = writer.MaxDoc;
        var times = new double[adds];
        var (segments, cpu) = (0, Usage.CpuSeconds);
        for (var round = 0; round < adds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var id = "";
            for (var at = 0; at < batch; at++)
                id = Add(writer, articles, (round * batch) + at);
            using var reader = writer.OpenReader();
            if (new IndexSearcher(reader).Count(new TermQuery("id", id)) != 1)
                throw new InvalidOperationException($"article {id} is not found once");
            times[round] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            segments = Math.Max(segments, reader.Leaves.Count);
        }
        Array.Sort(times);
        return new Dictionary<string, object>
        {
            ["docs_before"] = before,
            ["adds"] = adds,
            ["batch"] = batch,
            ["p50_ms"] = Json.Round(times[adds / 2]),
            ["p99_ms"] = Json.Round(times[adds * 99 / 100]),
            ["max_ms"] = Json.Round(times[^1]),
            ["cpu_ms_each"] = Json.Round((Usage.CpuSeconds - cpu) * 1_000 / adds),
            ["most_segments"] = segments,
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    private static string Add(IndexWriter writer, List<CorpusArticle> articles, int number)
    {
        var article = articles[number % articles.Count];
        var id = string.Create(CultureInfo.InvariantCulture, $"visible-{(number % 10 == 9 ? number - 5 : number)}");
        writer.UpdateDocument("id", id, ArticleSchema.ToDocument(article.ToText(id, number)));
        return id;
    }
}
