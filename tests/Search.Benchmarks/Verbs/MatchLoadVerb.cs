using System.CommandLine;
using Search.Benchmarks.Alerts;

namespace Search.Benchmarks.Verbs;

/// <summary><c>match-load</c>: articles arrive at a steady rate at a service with many alerts; how long until their matches are committed.</summary>
internal static class MatchLoadVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var queries = new Option<string>("--queries") { Description = "saved queries, one a line, after the last tab", Required = true };
        var alerts = new Option<int>("--alerts") { Description = "alerts stored", DefaultValueFactory = _ => 100_000 };
        var rate = new Option<int>("--rate") { Description = "articles a second", DefaultValueFactory = _ => 200 };
        var seconds = new Option<int>("--seconds") { Description = "how long articles arrive", DefaultValueFactory = _ => 30 };
        var warm = new Option<int>("--warm") { Description = "seconds of arrivals before that, which are not measured", DefaultValueFactory = _ => 10 };
        var batch = new Option<int>("--batch") { Description = "articles stored in one transaction", DefaultValueFactory = _ => 1 };
        var told = new Option<string>("--told") { Description = "rate of the alerts: immediate, daily 07:00 ...", DefaultValueFactory = _ => "daily 07:00" };
        var database = new Option<string?>("--database") { Description = "PostgreSQL connection string; SQLite without" };
        var command = new Command("match-load", "Measures the time from an article's commit to its matches' commit.") { corpus, queries, alerts, rate, seconds, warm, batch, told, database };
        command.SetAction(async (result, cancellation) =>
        {
            var load = new MatchLoad(result.GetRequiredValue(corpus), result.GetRequiredValue(queries))
            {
                Alerts = result.GetValue(alerts),
                Rate = result.GetValue(rate),
                Seconds = result.GetValue(seconds),
                Warm = result.GetValue(warm),
                Batch = result.GetValue(batch),
                Told = result.GetValue(told)!,
            };
            Json.Print(await new MatchLoadRun(load).RunAsync(result.GetValue(database), cancellation));
            return 0;
        });
        return command;
    }
}
