using System.CommandLine;
using Search.Benchmarks.Corpora;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Verbs;

/// <summary><c>query</c>: times queries in Lucene's classic syntax, parse included, each by its fastest round; no cache.</summary>
internal static class QueryVerb
{
    public static Command Create()
    {
        var index = new Option<string>("--index") { Description = "folder of the index", Required = true };
        var queries = new Option<string>("--queries") { Description = "CLASS TAB QUERY, one a line", Required = true };
        var top = new Option<int>("--top") { Description = "hits", DefaultValueFactory = _ => 10 };
        var joiner = new Option<string>("--default-operator") { Description = "or, and", DefaultValueFactory = _ => "or" };
        var field = new Option<string>("--field") { Description = "default field", DefaultValueFactory = _ => "body" };
        var analyzer = new Option<string>("--analyzer") { Description = "standard, english or arabic", DefaultValueFactory = _ => "standard" };
        var warm = new Option<int>("--warm") { Description = "rounds before the clock", DefaultValueFactory = _ => 3 };
        var repeat = new Option<int>("--repeat") { Description = "rounds by the clock", DefaultValueFactory = _ => 7 };
        var hits = new Option<string?>("--hits") { Description = "write the hits: query TAB =count TAB doc:score ..." };
        var profile = new Option<bool>("--profile") { Description = "time parsing apart from searching" };
        var command = new Command("query", "Measures search.") { index, queries, top, joiner, field, analyzer, warm, repeat, hits, profile };
        command.SetAction(result =>
        {
            var settings = new QuerySettings(result.GetRequiredValue(field), result.GetRequiredValue(analyzer),
                result.GetValue(joiner) == "and" ? QueryOperator.And : QueryOperator.Or, result.GetValue(top), result.GetValue(warm), result.GetValue(repeat));
            return Run(result.GetRequiredValue(index), QueryFile.Load(result.GetRequiredValue(queries)), settings, result.GetValue(hits), result.GetValue(profile));
        });
        return command;
    }

    private static int Run(string folder, List<(string Class, string Text)> queries, QuerySettings settings, string? hits, bool profile)
    {
        using var directory = new MMapDirectory(folder);
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        var failed = Check(queries, settings);
        if (hits is not null)
            HitsFile.Write(hits, queries.Select(query => query.Text), searcher, settings);
        var timer = new QueryTimer(searcher, settings, [.. queries.Where(query => !failed.Contains(query.Text))]);
        timer.Run();
        var line = timer.Line(profile);
        line["docs"] = reader.MaxDoc;
        line["errors"] = failed.Count;
        Json.Print(line);
        return failed.Count == 0 ? 0 : 1;
    }

    /// <summary>The queries that can't be parsed, each told on standard error.</summary>
    private static HashSet<string> Check(List<(string Class, string Text)> queries, QuerySettings settings)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        var parser = settings.Parser();
        foreach (var (_, text) in queries)
        {
            try
            {
                parser.Parse(text);
            }
            catch (ClassicSyntaxException e) when (failed.Add(text))
            {
                Console.Error.WriteLine($"{text}: {e.Message}");
            }
            catch (ClassicSyntaxException)
            {
                // Told before.
            }
        }
        return failed;
    }
}
