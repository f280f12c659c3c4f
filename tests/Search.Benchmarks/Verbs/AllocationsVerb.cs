using System.CommandLine;
using Search.Benchmarks.Allocations;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>allocations</c>: bytes allocated by an operation of each kind. Fails where they have grown past those that a file records. To be run with
/// <c>DOTNET_TieredCompilation=0</c>: what optimised code allocates does not depend on when it became so.
/// </summary>
internal static class AllocationsVerb
{
    public static Command Create()
    {
        var baseline = new Argument<string>("BASELINE") { Description = "file of the recorded bytes" };
        var record = new Option<bool>("--record") { Description = "write the file anew" };
        var command = new Command("allocations", "Compares allocations with a recorded baseline.") { baseline, record };
        command.SetAction(result => Run(result.GetRequiredValue(baseline), result.GetValue(record)));
        return command;
    }

    private static int Run(string baseline, bool record)
    {
        var bytes = AllocationCases.Measure();
        Json.Print(bytes.ToDictionary(pair => pair.Key, object (pair) => pair.Value));
        if (record)
            AllocationBaseline.Write(baseline, bytes);
        var problems = AllocationBaseline.Compare(baseline, bytes);
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return problems.Count == 0 ? 0 : 1;
    }
}
