using System.CommandLine;
using System.Globalization;
using Search.Cli.Hosting;
using Search.Queries.Searching;

namespace Search.Cli.Commands;

/// <summary><c>search sweep</c>.</summary>
internal static class SweepCommand
{
    public static Command Create(CommonOptions common)
    {
        var all = new Option<bool>("--all") { Description = "From the first article, not from the last sweep's end." };
        var command = new Command("sweep", "Runs every saved query against the index and adds what matching missed; exit 1 when it missed something.") { all };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            await engine.IndexAsync(progress: null, cancellationToken);
            await engine.Runner.MatchAsync(cancellationToken);
            using var searcher = new ArticleSearcher(engine.Directory, TimeProvider.System);
            var report = await engine.Runner.SweepAsync(searcher, arguments.GetValue(all), cancellationToken);
            printer.Document(new { alerts = report.Alerts, after = report.After, to = report.To, missed = report.Missed, broken = report.Broken, faults = report.Faults });
            printer.Line(string.Create(
                CultureInfo.InvariantCulture, $"{report.Alerts:N0} alerts over sequences {report.After + 1:N0} to {report.To:N0}: {report.Missed} matches had been missed"));
            foreach (var line in report.Faults.Concat(report.Broken))
                printer.Notice(line);
            return report.Missed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
