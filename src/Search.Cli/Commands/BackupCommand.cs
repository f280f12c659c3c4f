using System.CommandLine;
using System.Globalization;
using Search.Data;
using Search.Data.Backups;

namespace Search.Cli.Commands;

/// <summary><c>search backup FILE</c>.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where the backup goes." };
        var force = new Option<bool>("--force") { Description = "Overwrite a file that is there." };
        var command = new Command("backup", "Writes the whole database, as it is at one instant, to a file; also beside a running service. Settings and passwords (appsettings.json) and the index are not in it.") { file, force };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var target = arguments.GetRequiredValue(file).FullName;
            if (File.Exists(target) && !arguments.GetValue(force))
                throw new CliException($"{target} is there already; --force overwrites it");
            using var database = common.Folder(arguments).OpenDatabase();
            long rows;
            using (var progress = new Progress(printer, "rows written"))
                rows = await WriteAsync(database, target, progress, cancellationToken);
            var bytes = new FileInfo(target).Length;
            printer.Document(new { file = target, rows, bytes });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {bytes:N0} bytes in {target}"));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Whole or not at all: the file has its name once it is complete and on the disk.</summary>
    private static async Task<long> WriteAsync(Database database, string target, Progress progress, CancellationToken cancellationToken)
    {
        var partial = target + ".partial";
        try
        {
            long rows;
            var output = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (output)
            {
                rows = await DatabaseBackup.WriteAsync(database, output, progress, cancellationToken);
                output.Flush(flushToDisk: true);
            }
            File.Move(partial, target, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
