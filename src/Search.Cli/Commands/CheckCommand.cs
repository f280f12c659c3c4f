using System.CommandLine;
using System.Globalization;
using Search.Lucene.Checking;
using Search.Lucene.Store;

namespace Search.Cli.Commands;

/// <summary><c>search check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("check", "Verifies everything that the index's files promise; exit 1 with file and offset when one is damaged.");
        command.SetAction((arguments, cancellationToken) => Task.FromResult(Run(common, arguments, cancellationToken)));
        return command;
    }

    private static int Run(CommonOptions common, ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = common.Folder(arguments);
        var printer = common.Printer(arguments);
        if (!Directory.Exists(folder.Index))
            throw new CliException($"there is no index in {folder.Index} yet");
        using var directory = new MMapDirectory(folder.Index);
        var report = IndexChecker.Check(directory, cancellation: cancellationToken);
        printer.Document(new
        {
            clean = report.IsClean,
            commit = report.Commit,
            articles = report.LiveDocs,
            segments = report.Segments.Count,
            faults = report.Faults.Select(fault => new { file = fault.File, offset = fault.Offset, message = fault.Message }),
            unused = report.UnusedFiles,
        });
        foreach (var fault in report.Faults)
            printer.Notice(fault.ToString());
        printer.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Commit ?? "no commit"}: {report.Segments.Count} segments, {report.LiveDocs:N0} articles, {(report.IsClean ? "clean" : $"{report.Faults.Count} faults")}"));
        if (!report.IsClean)
            printer.Notice(folder.IndexRemedy);
        return report.IsClean ? ExitCodes.Done : ExitCodes.Failed;
    }
}
