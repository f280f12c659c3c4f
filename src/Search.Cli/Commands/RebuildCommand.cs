using System.CommandLine;
using System.Globalization;
using Search.Cli.Hosting;
using Search.Queries.Searching;

namespace Search.Cli.Commands;

/// <summary><c>search rebuild</c>.</summary>
internal static class RebuildCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("rebuild", "Writes the index anew from the database while the old one serves, and puts it in its place. No alert fires again.");
        command.SetAction((arguments, cancellationToken) => RunAsync(common, arguments, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult arguments, CancellationToken cancellationToken)
    {
        var printer = common.Printer(arguments);
        await using var engine = Engine.Open(common.Folder(arguments), printer);
        var began = TimeProvider.System.GetTimestamp();
        Ingest.Stages.RebuildOutcome outcome;
        using (var progress = new Progress(printer, "rows read"))
            outcome = await engine.RebuildAsync(progress, cancellationToken);
        using var searcher = new ArticleSearcher(engine.Directory, TimeProvider.System);
        var (articles, seconds) = (searcher.Articles, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        printer.Document(new { articles, rows = outcome.Rows, seconds = Math.Round(seconds, 3), by = outcome.Here ? "command" : "service" });
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"the index was rebuilt{(outcome.Here ? "" : " by the running service")}: {articles:N0} articles in {seconds:N1} seconds"));
        foreach (var fault in engine.Index.Faults)
            printer.Notice(fault.ToString());
        return engine.Index.Faults.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
