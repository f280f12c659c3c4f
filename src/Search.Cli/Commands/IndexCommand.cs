using System.CommandLine;
using System.Globalization;
using Search.Alerts.Matching;
using Search.Cli.Hosting;
using Search.Ingest.Files;
using Search.Ingest.Stages;

namespace Search.Cli.Commands;

/// <summary><c>search index PATH...</c>.</summary>
internal static class IndexCommand
{
    public static Command Create(CommonOptions common)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files or folders of .jsonl, .jsonl.gz, .txt and .html.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("index", "Brings articles from files into the database and the index, and matches them against the alerts.") { paths };
        command.SetAction((arguments, cancellationToken) => RunAsync(common, arguments, arguments.GetRequiredValue(paths), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult arguments, string[] paths, CancellationToken cancellationToken)
    {
        var printer = common.Printer(arguments);
        await using var engine = Engine.Open(common.Folder(arguments, mayCreate: true), printer);
        var report = new IngestReport();
        using (var progress = new Progress(printer, "articles read"))
            await new IngestStage(engine.Database).RunAsync(ArticleFiles.Read(paths, report, cancellationToken), report, progress, cancellationToken);
        long indexed;
        MatchReport match;
        using (var progress = new Progress(printer, "rows indexed"))
            (indexed, match) = await engine.IndexAndMatchAsync(progress, cancellationToken);
        Print(printer, report, indexed, match.Matches);
        foreach (var broken in match.Broken)
            printer.Notice($"alert {broken}");
        foreach (var line in match.Unreadable.Select(unreadable => $"article {unreadable}").Concat(match.Interruptions))
            printer.Notice(line);
        foreach (var fault in engine.Index.Faults)
            printer.Notice(fault.ToString());
        return report.Skipped == 0 && engine.Index.Faults.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Print(Printer printer, IngestReport report, long indexed, int matches)
    {
        printer.Document(new
        {
            read = report.Read, added = report.Added, revised = report.Revised, repeats = report.Repeats, takenDown = report.TakenDown, skipped = report.Skipped, indexed, matches,
            files = report.Files.Select(file => new
            {
                file = file.Path, read = file.Read, added = file.Added, revised = file.Revised, repeats = file.Repeats, takenDown = file.TakenDown, skipped = file.Skipped,
            }),
            problems = report.Problems.Select(problem => new { file = problem.File, line = problem.Line, offset = problem.Offset, message = problem.Message }),
            unsupported = report.Unsupported,
        });
        InputProblems.Say(printer, report);
        printer.Table([Row("read", "added", "revised", "repeats", "skipped", "file"), .. report.Files.Select(Row), Row("all", report)]);
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{indexed:N0} rows indexed, {matches:N0} matches recorded"));
    }

    private static IReadOnlyList<string> Row(FileReport file) =>
        Row(Number(file.Read), Number(file.Added), Number(file.Revised), Number(file.Repeats), Number(file.Skipped), file.Path);

    private static IReadOnlyList<string> Row(string name, IngestReport all) =>
        Row(Number(all.Read), Number(all.Added), Number(all.Revised), Number(all.Repeats), Number(all.Skipped), name);

    private static IReadOnlyList<string> Row(params string[] cells) => cells;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
