using System.CommandLine;
using System.Diagnostics;
using Search.Testing.Mutation;

namespace Search.Benchmarks.Verbs;

/// <summary><c>mutate</c>: damaged index files, as many as are asked for; see <see cref="MutationRun"/>.</summary>
internal static class MutateVerb
{
    private const int MostPrinted = 40;

    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "damaged files", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<int>("--seed") { Description = "the first seed; the next ones follow it", DefaultValueFactory = _ => 1 };
        var command = new Command("mutate", "Opens, searches, reads, merges and checks indexes with damaged files.") { seeds, seed };
        command.SetAction(result => Run(result.GetValue(seed), result.GetValue(seeds)));
        return command;
    }

    private static int Run(int first, int seeds)
    {
        var clock = Stopwatch.StartNew();
        var (faults, failed) = (0, new List<int>());
        for (var seed = first; seed < first + seeds; seed++)
        {
            var problem = MutationRun.Problem(seed, out var wasFound);
            faults += wasFound ? 1 : 0;
            if (problem is null)
                continue;
            failed.Add(seed);
            if (failed.Count <= MostPrinted)
                Console.WriteLine(problem);
        }
        Json.Print(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["verb"] = "mutate",
            ["first_seed"] = first,
            ["seeds"] = seeds,
            ["with_faults_named"] = faults,
            ["failed_seeds"] = failed,
            ["seconds"] = Json.Round(clock.Elapsed.TotalSeconds),
            ["peak_rss"] = Usage.PeakRssBytes,
        });
        return failed.Count == 0 ? 0 : 1;
    }
}
