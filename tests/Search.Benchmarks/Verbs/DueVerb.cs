using System.CommandLine;
using Search.Benchmarks.Alerts;

namespace Search.Benchmarks.Verbs;

/// <summary><c>due</c>: finds who is due among very many alerts, a few of them and then a whole morning's.</summary>
internal static class DueVerb
{
    public static Command Create()
    {
        var alerts = new Option<int>("--alerts") { Description = "alerts stored", DefaultValueFactory = _ => 1_000_000 };
        var due = new Option<int>("--due") { Description = "of them due", DefaultValueFactory = _ => 1_000 };
        var morning = new Option<int>("--morning") { Description = "of them due at once, in the second measurement", DefaultValueFactory = _ => 100_000 };
        var database = new Option<string?>("--database") { Description = "PostgreSQL connection string; SQLite without" };
        var command = new Command("due", "Measures finding what is due.") { alerts, due, morning, database };
        command.SetAction(async (result, cancellation) =>
        {
            var run = new DueRun(result.GetValue(alerts), result.GetValue(due), result.GetValue(morning));
            Json.Print(await run.RunAsync(result.GetValue(database), cancellation));
            return 0;
        });
        return command;
    }
}
