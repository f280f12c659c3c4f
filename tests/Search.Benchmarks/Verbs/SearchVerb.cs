using System.CommandLine;
using System.Diagnostics;
using Search.Benchmarks.Corpora;
using Search.Lucene.Store;
using Search.Queries.Searching;

namespace Search.Benchmarks.Verbs;

/// <summary><c>search</c>: searches of articles as people make them, with passages, by relevance and by date, with every match counted and without.</summary>
internal static class SearchVerb
{
    public static Command Create()
    {
        var index = new Option<string>("--index") { Description = "folder of an index of articles", Required = true };
        var queries = new Option<string>("--queries") { Description = "a query a line, the text after the last tab", Required = true };
        var warm = new Option<int>("--warm") { Description = "rounds before the clock starts", DefaultValueFactory = _ => 1 };
        var repeat = new Option<int>("--repeat") { Description = "rounds; each query's fastest counts", DefaultValueFactory = _ => 3 };
        var top = new Option<int>("--top") { Description = "hits of a page", DefaultValueFactory = _ => 10 };
        var command = new Command("search", "Measures searches of articles as people make them.") { index, queries, warm, repeat, top };
        command.SetAction(result =>
        {
            using var directory = new MMapDirectory(result.GetRequiredValue(index));
            using var searcher = new ArticleSearcher(directory, TimeProvider.System);
            var texts = QueryFile.Load(result.GetRequiredValue(queries)).Select(query => query.Text).ToArray();
            Json.Print(Run(searcher, texts, result.GetValue(warm), result.GetValue(repeat), result.GetValue(top)));
        });
        return command;
    }

    private static Dictionary<string, object> Run(ArticleSearcher searcher, string[] texts, int warm, int repeat, int top)
    {
        var line = new Dictionary<string, object>(StringComparer.Ordinal) { ["docs"] = searcher.Articles, ["queries"] = texts.Length };
        foreach (var (name, shape) in Shapes(top))
        {
            var times = texts.Select(text => Fastest(searcher, shape(text), warm, repeat)).Order().ToArray();
            line[name] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["p50_ms"] = Json.Round(times[times.Length / 2]),
                ["p99_ms"] = Json.Round(times[times.Length * 99 / 100]),
                ["max_ms"] = Json.Round(times[^1]),
            };
        }
        line["peak_rss_bytes"] = Usage.PeakRssBytes;
        return line;
    }

    private static Dictionary<string, Func<string, SearchRequest>> Shapes(int top) => new(StringComparer.Ordinal)
    {
        ["page"] = text => new SearchRequest(text) { Top = top, Facets = 10 },
        ["relevance"] = text => new SearchRequest(text) { Top = top },
        ["newest"] = text => new SearchRequest(text) { Top = top, Order = SearchOrder.Newest },
    };

    private static double Fastest(ArticleSearcher searcher, SearchRequest request, int warm, int repeat)
    {
        var fastest = double.PositiveInfinity;
        for (var round = -warm; round < repeat; round++)
        {
            var began = Stopwatch.GetTimestamp();
            if (searcher.Search(request) is { Parsed.FirstError: { } error })
                throw new InvalidOperationException($"{request.Text}: {error}");
            if (round >= 0)
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return fastest;
    }
}
