using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Search.Cli.Settings;
using Search.Ingest.Stages;
using Search.Lucene.Checking;
using Search.Lucene.Store;

namespace Search.Cli.Commands;

/// <summary><c>search check</c>.</summary>
internal static class CheckCommand
{
    private const int DifferencesShown = 20;

    public static Command Create(CommonOptions common)
    {
        var command = new Command("check", "Verifies everything that the index's files promise, and that each article of the database is in it once; exit 1 with file and offset when a file is damaged.");
        command.SetAction((arguments, cancellationToken) => RunAsync(common, arguments, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = common.Folder(arguments);
        var printer = common.Printer(arguments);
        if (!Directory.Exists(folder.Index))
            throw new CliException($"there is no index in {folder.Index} yet");
        using var directory = new MMapDirectory(folder.Index);
        var report = IndexChecker.Check(directory, cancellation: cancellationToken);
        // A damaged file is enough to say; what the others hold can't be read past it for sure.
        var (differences, reason) = report.IsClean ? await CompareAsync(folder, directory, cancellationToken) : ([], null);
        printer.Document(new
        {
            clean = report.IsClean && differences.Count == 0,
            commit = report.Commit,
            articles = report.LiveDocs,
            segments = report.Segments.Count,
            faults = report.Faults.Select(fault => new { file = fault.File, offset = fault.Offset, message = fault.Message }),
            differences,
            notCompared = reason,
            unused = report.UnusedFiles,
        });
        foreach (var fault in report.Faults)
            printer.Notice(fault.ToString());
        printer.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Commit ?? "no commit"}: {report.Segments.Count} segments, {report.LiveDocs:N0} articles, {(report.IsClean ? differences.Count == 0 ? "clean" : $"{differences.Count} differences to the database" : $"{report.Faults.Count} faults")}"));
        foreach (var difference in differences.Take(DifferencesShown))
            printer.Notice(difference);
        if (differences.Count > DifferencesShown)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"… and {differences.Count - DifferencesShown} more; --json lists them"));
        if (reason is not null)
            printer.Notice($"The index was not compared with the database, which can't be opened: {reason}");
        if (!report.IsClean || differences.Count > 0)
            printer.Notice(folder.IndexRemedy);
        return report.IsClean && differences.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>The differences, or why there was no comparing: a folder that nobody may write to, a server that is away. The index can be checked all the same.</summary>
    private static async Task<(IReadOnlyList<string> Differences, string? Reason)> CompareAsync(DataFolder folder, MMapDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            using var database = folder.OpenDatabase();
            return (await IndexComparison.CompareAsync(database, directory, cancellationToken), null);
        }
        catch (DbException e)
        {
            return ([], e.Message);
        }
    }
}
