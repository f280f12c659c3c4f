using System.CommandLine;
using System.Diagnostics;
using Search.Benchmarks.Corpora;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Searching;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>search</c>: searches of articles as people make them, with passages, by relevance and by date, with every match counted and without; and
/// what keeping the documents of their filters gains.
/// </summary>
internal static class SearchVerb
{
    private const long FilterBytes = 64L << 20;
    private const int SourcesOfFilter = 20;

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
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            var line = Run(searcher, texts, result.GetValue(warm), result.GetValue(repeat), result.GetValue(top));
            line["heap_bytes"] = GC.GetTotalMemory(forceFullCollection: true) - heap;
            using var reader = DirectoryReader.Open(directory);
            AddByDate(line, new IndexSearcher(reader), texts, result.GetValue(warm), result.GetValue(repeat), result.GetValue(top));
            line["filters"] = Filters(reader, texts, result.GetValue(warm), result.GetValue(repeat), result.GetValue(top));
            line["peak_rss_bytes"] = Usage.PeakRssBytes;
            Json.Print(line);
        });
        return command;
    }

    /// <summary>The newest hits alone, by looking at every match and by looking at the newest articles first.</summary>
    private static void AddByDate(Dictionary<string, object> line, IndexSearcher searcher, string[] texts, int warm, int repeat, int top)
    {
        var context = QueryContext.Search(TimeProvider.System, TimeZoneInfo.Utc);
        var queries = texts.Select(text => QueryCompiler.Compile(QueryParser.Parse(text).Root!, context).Query).ToArray();
        var sort = new NumericSort(FieldNames.Published, Descending: true, Missing: long.MinValue);
        (string Name, SearchOptions Options)[] ways =
        [
            ("by_date_of_all", new() { SortBy = sort, ExactCount = true }),
            ("by_date", new() { SortBy = sort with { HasPoints = true } }),
        ];
        foreach (var (name, options) in ways)
            line[name] = Figures(queries.Select(query => Fastest(() => searcher.Search(query, top, options), warm, repeat)));
    }

    /// <summary>The same searches under each kind of filter, without a cache and with one. The ranges are whole days, as a page asks for them.</summary>
    private static Dictionary<string, object> Filters(DirectoryReader reader, string[] texts, int warm, int repeat, int top)
    {
        var cache = new FilterCache(FilterBytes);
        (string Name, IndexSearcher Searcher)[] ways = [("without", new(reader)), ("kept", new(reader, cache))];
        var figures = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (kind, filters) in FilterKinds(new IndexSearcher(reader)))
        {
            var context = QueryContext.Search(TimeProvider.System, TimeZoneInfo.Utc) with { Filters = filters };
            var queries = texts.Select(text => QueryCompiler.Compile(QueryParser.Parse(text).Root!, context).Query).ToArray();
            foreach (var (name, searcher) in ways)
                figures[$"{kind}_{name}"] = Figures(queries.Select(query => Fastest(() => searcher.Search(query, top), warm, repeat)));
        }
        figures["kept_lists"] = cache.Count;
        figures["kept_bytes"] = cache.UsedBytes;
        return figures;
    }

    /// <summary>The most frequent language, the most frequent outlets, and the earlier half of the days.</summary>
    private static Dictionary<string, QueryFilters> FilterKinds(IndexSearcher searcher)
    {
        var found = searcher.Search(new MatchAllQuery(), 1, new SearchOptions { Facets = [FieldNames.Source, FieldNames.Language], Days = new DayHistogram(FieldNames.Published, TimeZoneInfo.Utc) });
        string[] sources = [.. found.Facets[0].Values.Take(SourcesOfFilter).Select(value => value.Value.ToString())];
        string[] languages = [.. found.Facets[1].Values.Take(1).Select(value => value.Value.ToString())];
        DateOnly? middle = found.Days.Count > 0 ? found.Days[found.Days.Count / 2].Day : null;
        return new(StringComparer.Ordinal)
        {
            ["language"] = new() { Languages = languages },
            ["source"] = new() { Sources = [.. sources.Take(1)] },
            ["sources"] = new() { Sources = sources },
            ["days"] = new() { To = middle },
            ["all"] = new() { Languages = languages, Sources = sources, To = middle },
        };
    }

    private static Dictionary<string, object> Figures(IEnumerable<double> milliseconds)
    {
        var times = milliseconds.Order().ToArray();
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["p50_ms"] = Json.Round(times[times.Length / 2]),
            ["p99_ms"] = Json.Round(times[times.Length * 99 / 100]),
            ["max_ms"] = Json.Round(times[^1]),
        };
    }

    private static Dictionary<string, object> Run(ArticleSearcher searcher, string[] texts, int warm, int repeat, int top)
    {
        var line = new Dictionary<string, object>(StringComparer.Ordinal) { ["docs"] = searcher.Articles, ["queries"] = texts.Length };
        foreach (var (name, shape) in Shapes(top))
            line[name] = Figures(texts.Select(text => Fastest(() => Search(searcher, shape(text)), warm, repeat)));
        return line;
    }

    private static Dictionary<string, Func<string, SearchRequest>> Shapes(int top) => new(StringComparer.Ordinal)
    {
        ["page"] = text => new SearchRequest(text) { Top = top, Facets = 10 },
        ["relevance"] = text => new SearchRequest(text) { Top = top },
        // As Lucene counts: exactly up to a thousand.
        ["counted_to_1000"] = text => new SearchRequest(text) { Top = top, ExactCount = false },
        ["newest"] = text => new SearchRequest(text) { Top = top, Order = SearchOrder.Newest },
    };

    private static void Search(ArticleSearcher searcher, SearchRequest request)
    {
        if (searcher.Search(request) is { Parsed.FirstError: { } error })
            throw new InvalidOperationException($"{request.Text}: {error}");
    }

    private static double Fastest(Action search, int warm, int repeat)
    {
        var fastest = double.PositiveInfinity;
        for (var round = -warm; round < repeat; round++)
        {
            var began = Stopwatch.GetTimestamp();
            search();
            if (round >= 0)
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return fastest;
    }
}
