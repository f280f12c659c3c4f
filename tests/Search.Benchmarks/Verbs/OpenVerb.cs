using System.CommandLine;
using System.Diagnostics;
using System.Runtime;
using Search.Lucene.Store;
using Search.Queries.Searching;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>open</c>: from nothing to the first page of hits, in a process that has not searched yet, with the machine code that the service has: what that lacks
/// has to be compiled too (<c>compiled_methods</c>, of the thread that searches). The page is the one that people get, with passages; what the searcher keeps in
/// managed memory then is printed beside it, as is the time of the same in a process that has its code (<c>anew_ms</c>).
/// </summary>
internal static class OpenVerb
{
    public static Command Create()
    {
        var index = new Option<string>("--index") { Description = "folder of an index of articles", Required = true };
        var query = new Option<string>("--query") { Description = "the first query", DefaultValueFactory = _ => "oil prices" };
        var command = new Command("open", "Measures the opening of an index and the first answer.") { index, query };
        var il = new Option<bool>("--il") { Description = "without machine code made beforehand" };
        command.Add(il);
        command.SetAction(result =>
        {
            var (folder, text) = (result.GetRequiredValue(index), result.GetRequiredValue(query));
            if (!result.GetValue(il) && OwnProcess.RunWithMachineCode("open", "--index", folder, "--query", text) is { } line)
                Console.Out.WriteLine(line);
            else
                Json.Print(Run(folder, text));
        });
        return command;
    }

    private static Dictionary<string, object> Run(string folder, string query)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var (methods, compiling) = (JitInfo.GetCompiledMethodCount(currentThread: true), JitInfo.GetCompilationTime(currentThread: true));
        var began = Stopwatch.GetTimestamp();
        FirstSearch.Prepare();
        using var directory = new MMapDirectory(folder);
        using var searcher = new ArticleSearcher(directory, TimeProvider.System);
        var docs = searcher.Articles;
        var opened = Stopwatch.GetElapsedTime(began);
        var first = searcher.Search(new SearchRequest(query));
        var answered = Stopwatch.GetElapsedTime(began);
        methods = JitInfo.GetCompiledMethodCount(currentThread: true) - methods;
        compiling = JitInfo.GetCompilationTime(currentThread: true) - compiling;
        var again = Usage.Seconds(() => searcher.Search(new SearchRequest(query)));
        var anew = Usage.Seconds(() => OpenAndAsk(folder, query));
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ms"] = Json.Round(answered.TotalMilliseconds),
            ["open_ms"] = Json.Round(opened.TotalMilliseconds),
            ["compiled_methods"] = methods,
            ["compiling_ms"] = Json.Round(compiling.TotalMilliseconds),
            ["again_ms"] = Json.Round(again * 1_000),
            ["anew_ms"] = Json.Round(anew * 1_000),
            ["docs"] = docs,
            ["hits"] = first.Total,
            ["heap_bytes"] = GC.GetTotalMemory(forceFullCollection: true) - heap,
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }

    /// <summary>The same once more in a process that has its code compiled.</summary>
    private static void OpenAndAsk(string folder, string query)
    {
        using var directory = new MMapDirectory(folder);
        using var searcher = new ArticleSearcher(directory, TimeProvider.System);
        searcher.Search(new SearchRequest(query));
    }
}
