using System.CommandLine;
using System.Diagnostics;
using Search.Testing.Model;

namespace Search.Benchmarks.Verbs;

/// <summary><c>model</c>: random histories of an index writer against the naive model, as many as are asked for; see <see cref="ModelRound"/>.</summary>
internal static class ModelVerb
{
    private const int MostFailures = 5;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "histories", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<int>("--seed") { Description = "seed of the first; the next ones follow it", DefaultValueFactory = _ => 1 };
        var command = new Command("model", "Compares an index with the naive model, through random histories.") { rounds, seed };
        command.SetAction(result => Run(result.GetValue(seed), result.GetValue(rounds)));
        return command;
    }

    private static int Run(int first, int rounds)
    {
        var clock = Stopwatch.StartNew();
        var counts = new RoundCounts();
        var failures = new List<int>();
        for (var seed = first; seed < first + rounds && failures.Count < MostFailures; seed++)
        {
            using var round = new ModelRound(seed);
            if (Failure(round) is { } failure)
            {
                failures.Add(seed);
                Console.WriteLine($"seed {seed}: {failure}");
            }
            counts += round.Counts;
            if ((seed - first + 1) % 500 == 0)
                Console.WriteLine($"seeds {first} to {seed}: {failures.Count} failed");
        }
        Json.Print(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["verb"] = "model",
            ["first_seed"] = first,
            ["rounds"] = rounds,
            ["failed_seeds"] = failures,
            ["seconds"] = Json.Round(clock.Elapsed.TotalSeconds),
            ["did"] = counts,
        });
        return failures.Count == 0 ? 0 : 1;
    }

    private static Exception? Failure(ModelRound round)
    {
        try
        {
            round.Run();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
