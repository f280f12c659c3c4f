using System.CommandLine;
using Search.Benchmarks.Alerts;

namespace Search.Benchmarks.Verbs;

/// <summary><c>digest</c>: composes a mail for each of many people and hands all of them to a mail server, in a new database.</summary>
internal static class DigestVerb
{
    public static Command Create()
    {
        var people = new Option<int>("--people") { Description = "people, each with an alert", DefaultValueFactory = _ => 30_000 };
        var matches = new Option<int>("--matches") { Description = "matches of each alert", DefaultValueFactory = _ => 10 };
        var articles = new Option<int>("--articles") { Description = "articles that the matches are of", DefaultValueFactory = _ => 4_000 };
        var database = new Option<string?>("--database") { Description = "PostgreSQL connection string; SQLite without" };
        var connections = new Option<int>("--connections") { Description = "connections to the mail server", DefaultValueFactory = _ => 4 };
        var command = new Command("digest", "Measures digests, from matches to a mail server.") { people, matches, articles, database, connections };
        command.SetAction(async (result, cancellation) =>
        {
            var run = new DigestRun(result.GetValue(people), result.GetValue(matches), result.GetValue(articles), result.GetValue(connections));
            Json.Print(await run.RunAsync(result.GetValue(database), cancellation));
            return 0;
        });
        return command;
    }
}
