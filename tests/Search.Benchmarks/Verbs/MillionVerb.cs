using System.CommandLine;
using Search.Benchmarks.Million;
using Search.Testing;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>million</c>: a million articles through the real program and this one: indexed, checked (by real Lucene too, where it is), searched, merged to one
/// segment, rebuilt and checked again, each in a process of its own whose time and memory are printed. Needs the shared data, Python, and some
/// 20 GB of disk, which are given back.
/// </summary>
internal static class MillionVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("OUT") { Description = "folder for everything that is made; what lies there under these names is replaced" };
        var articles = new Option<int>("--articles") { Description = "about how many", DefaultValueFactory = _ => 1_030_000 };
        var program = new Option<string>("--search") { Description = "the built program", DefaultValueFactory = _ => Path.Combine(Shared.RepositoryRoot, "src/Search.Cli/bin/Release/net10.0/search.dll") };
        var queries = new Option<int>("--queries") { Description = "generated queries", DefaultValueFactory = _ => 500 };
        var keep = new Option<bool>("--keep") { Description = "leave the corpus and the index" };
        var command = new Command("million", "Takes a million articles through everything, and measures it.") { folder, articles, program, queries, keep };
        command.SetAction(result => Run(
            new Files(result.GetRequiredValue(folder)), result.GetRequiredValue(program), result.GetValue(articles), result.GetValue(queries), result.GetValue(keep)));
        return command;
    }

    private static int Run(Files files, string program, int articles, int queries, bool keep)
    {
        files.Clear();
        var (count, bytes) = MillionCorpus.Write(files.Folder, files.Corpus, articles);
        GeneratedQueries.Write(Shared.PathOf("data/articles/allsides.jsonl.gz"), files.Queries, queries, "--search");
        var line = new Dictionary<string, object>(StringComparer.Ordinal) { ["articles"] = count, ["text_bytes"] = bytes };
        var failed = false;
        foreach (var (name, step) in Steps(files, program))
        {
            var figures = step();
            failed |= !Equals(figures["exit_code"], 0);
            line[name] = figures;
            Console.Error.WriteLine($"{name}: {System.Text.Json.JsonSerializer.Serialize(figures)}");
        }
        line["database_bytes"] = Usage.FolderBytes(files.Data);
        line["index_bytes"] = Usage.FolderBytes(files.Index);
        Json.Print(line);
        if (!keep)
            files.Clear();
        return failed ? 1 : 0;
    }

    private static IEnumerable<(string Name, Func<Dictionary<string, object>> Step)> Steps(Files files, string program)
    {
        Dictionary<string, object> Search(params string[] arguments) => MeasuredProcess.Run("dotnet", [program, .. arguments, "--data", files.Data, "--json"]);
        Dictionary<string, object> Own(params string[] arguments) => MeasuredProcess.Run("dotnet", [typeof(MillionVerb).Assembly.Location, .. arguments, "--index", files.Index]);
        Dictionary<string, object> Lucene() => MeasuredProcess.Run(Peers.Lucene, ["check", files.Index]);

        yield return ("index", () => Search("index", files.Corpus));
        yield return ("check", () => Search("check"));
        if (Peers.Has(Peer.Lucene))
            yield return ("lucene_check", Lucene);
        yield return ("search", () => Own("search", "--queries", files.Queries));
        yield return ("visible", () => Own("visible", Shared.PathOf("data/articles/allsides.jsonl.gz"), "--adds", "1000"));
        yield return ("merge", () => Own("merge"));
        if (Peers.Has(Peer.Lucene))
            yield return ("lucene_check_merged", Lucene);
        yield return ("search_merged", () => Own("search", "--queries", files.Queries));
        yield return ("rebuild", () => Search("rebuild"));
        yield return ("check_rebuilt", () => Search("check"));
    }

    private sealed record Files(string Folder)
    {
        public string Corpus => Path.Combine(Folder, "million.jsonl");

        public string Queries => Path.Combine(Folder, "queries.tsv");

        public string Data => Path.Combine(Folder, "data");

        public string Index => Path.Combine(Data, "articles");

        /// <summary>Deletes what this makes, and nothing else that lies in the folder.</summary>
        public void Clear()
        {
            Directory.CreateDirectory(Folder);
            File.Delete(Corpus);
            File.Delete(Queries);
            if (Directory.Exists(Data))
                Directory.Delete(Data, recursive: true);
        }
    }
}
