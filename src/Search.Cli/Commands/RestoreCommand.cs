using System.CommandLine;
using System.Globalization;
using Search.Cli.Settings;
using Search.Data.Backups;

namespace Search.Cli.Commands;

/// <summary><c>search restore FILE</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A backup that 'search backup' wrote." };
        var hold = new Option<bool>("--hold-mail") { Description = "Mails that were queued are never sent, and what they tell counts as told; else the next run sends them." };
        var command = new Command("restore", "Fills a data folder without a database, or an empty PostgreSQL database, from a backup. The index is written anew.") { file, hold };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var source = arguments.GetRequiredValue(file);
            if (!source.Exists)
                throw new CliException($"{source.FullName} is not there");
            var folder = common.Folder(arguments, mayCreate: true);
            RestoreReport report;
            using (var progress = new Progress(printer, "rows restored"))
                report = await RestoreAsync(source, folder, new RestoreOptions { HoldMail = arguments.GetValue(hold), Progress = progress }, cancellationToken);
            Print(printer, folder, report);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<RestoreReport> RestoreAsync(FileInfo source, DataFolder folder, RestoreOptions options, CancellationToken cancellationToken)
    {
        await using var backup = source.OpenRead();
        return SearchSettings.DatabaseServer(folder) is { } server
            ? await DatabaseRestore.ToServerAsync(backup, server, options, cancellationToken)
            : await DatabaseRestore.ToFileAsync(backup, folder.Database, options, cancellationToken);
    }

    private static void Print(Printer printer, DataFolder folder, RestoreReport report)
    {
        printer.Document(new { data = folder.Path, at = report.At, rows = report.Rows, queued = report.Queued, held = report.Held });
        printer.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows:N0} rows restored into {folder.Path}, as they were on {report.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the next command or service writes the index anew"));
        if (report.Queued > 0)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"{report.Queued:N0} mails were queued: the next run sends them"));
        if (report.Held > 0)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"{report.Held:N0} mails were queued: they are cancelled, and what they tell counts as told"));
    }
}
