using System.CommandLine;
using System.Globalization;
using Search.Alerts.Transfer;
using Search.Cli.Settings;
using Search.Data;
using Search.Ingest.Sources;

namespace Search.Cli.Commands;

/// <summary><c>search import FILE|-</c>.</summary>
internal static class ImportCommand
{
    private const int ProblemsShown = 100;

    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A file that 'search export' wrote; - for standard input." };
        var command = new Command(
            "import",
            "Takes alerts, people, sources and settings from a file, all or nothing; what is here and not in the file stays. The same file again changes nothing. Alerts begin at now; consents in the file count; settings go into appsettings.json.")
        {
            file,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var input = Open(arguments.GetRequiredValue(file));
            var folder = common.Folder(arguments);
            using var database = folder.OpenDatabase();
            printer.Notice($"data folder: {folder.Path}");
            var report = await RunAsync(database, new SettingsFile(folder), input, cancellationToken);
            Print(printer, report);
            return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    /// <summary>Settings are on the disk before the database commits, and take effect after it: what can go wrong does so before anything has changed.</summary>
    private static async Task<ImportReport> RunAsync(Database database, SettingsFile file, Stream input, CancellationToken cancellationToken)
    {
        var import = new SetupImport(database);
        var reading = await import.ReadAsync(input, cancellationToken);
        using var settings = reading.Problems.Any(problem => problem.Place.StartsWith("settings", StringComparison.Ordinal)) ? new SettingsChange() : file.Prepare(reading.Setup.Settings);
        var report = await import.RunAsync(
            reading with { Problems = [.. reading.Problems, .. settings.Problems], Warnings = [.. reading.Warnings, .. settings.Warnings] }, cancellationToken);
        if (report.Problems.Count > 0)
            return report;
        settings.Store();
        if (report.SourcesAdded > 0)
            await new SourceDesk(database).RemoveSamplesAsync(cancellationToken);
        return report with { SettingsChanged = settings.Changed };
    }

    private static Stream Open(string file)
    {
        if (file == "-")
            return Console.OpenStandardInput();
        return File.Exists(file) ? File.OpenRead(file) : throw new CliException($"{Path.GetFullPath(file)} is not there");
    }

    private static void Print(Printer printer, ImportReport report)
    {
        printer.Document(new
        {
            alerts = new { added = report.AlertsAdded, changed = report.AlertsChanged, same = report.AlertsSame },
            sources = new { added = report.SourcesAdded, changed = report.SourcesChanged, same = report.SourcesSame },
            people = new { added = report.PeopleAdded },
            settings = new { changed = report.SettingsChanged },
            problems = report.Problems.Select(problem => new { place = problem.Place, message = problem.Message }),
            warnings = report.Warnings.Select(warning => new { place = warning.Place, message = warning.Message }),
        });
        foreach (var warning in report.Warnings.Take(ProblemsShown))
            printer.Notice(warning.ToString());
        foreach (var problem in report.Problems.Take(ProblemsShown))
            printer.Notice($"search: {problem}");
        if (report.SettingsChanged > 0)
            printer.Notice("A running service takes the settings at its next start.");
        if (report.Problems.Count > ProblemsShown)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"… and {report.Problems.Count - ProblemsShown:N0} more problems; --json lists all"));
        printer.Line(report.Problems.Count > 0
            ? "nothing was imported"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"alerts: {report.AlertsAdded} added, {report.AlertsChanged} changed, {report.AlertsSame} as they were; sources: {report.SourcesAdded} added, {report.SourcesChanged} changed, {report.SourcesSame} as they were; people: {report.PeopleAdded} added; settings: {report.SettingsChanged} changed"));
    }
}
