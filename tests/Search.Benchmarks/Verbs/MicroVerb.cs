using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Search.Benchmarks.Verbs;

/// <summary><c>micro</c>: BenchmarkDotNet over single kernels.</summary>
internal static class MicroVerb
{
    public static Command Create()
    {
        var dry = new Option<bool>("--dry") { Description = "run each once, to see that it runs" };
        var filter = new Option<string>("--filter") { Description = "which, as in *Decode*", DefaultValueFactory = _ => "*" };
        var command = new Command("micro", "Measures kernels with BenchmarkDotNet.") { dry, filter };
        command.SetAction(result => Run(result.GetValue(dry), result.GetRequiredValue(filter)));
        return command;
    }

    private static int Run(bool dry, string filter)
    {
        var job = (dry ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).WithOptions(ConfigOptions.DisableOptimizationsValidator);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroVerb).Assembly).Run(["--filter", filter], config).ToArray();
        return summaries.Length > 0 && Array.TrueForAll(summaries, summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
