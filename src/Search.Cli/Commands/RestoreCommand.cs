using System.CommandLine;
using System.Globalization;
using Search.Cli.Settings;
using Search.Data.Backups;
using Search.Data.Outbox;

namespace Search.Cli.Commands;

/// <summary><c>search restore FILE</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A backup that 'search backup' wrote." };
        var hold = new Option<bool>("--hold-mail") { Description = "Cancel the mails that were queued; else the next run sends them." };
        var command = new Command("restore", "Fills an empty data folder, or an empty PostgreSQL database, from a backup. The index is written anew.") { file, hold };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var source = arguments.GetRequiredValue(file);
            if (!source.Exists)
                throw new CliException($"{source.FullName} is not there");
            var folder = common.Folder(arguments, mayCreate: true);
            var rows = await RestoreAsync(source, folder, cancellationToken);
            using var database = folder.OpenDatabase();
            var queued = await database.ReadAsync(data => data.Outbox.CountAsync(OutboxState.Queued), cancellationToken);
            if (arguments.GetValue(hold))
                await database.WriteAsync(data => data.Outbox.CancelAllQueuedAsync(), cancellationToken);
            printer.Document(new { rows, queued, held = arguments.GetValue(hold) });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows restored into {database.Description}; the next command or service writes the index anew"));
            if (queued > 0)
                printer.Notice(string.Create(CultureInfo.InvariantCulture, $"{queued} mails were queued: {(arguments.GetValue(hold) ? "they are cancelled" : "the next run sends them")}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<long> RestoreAsync(FileInfo source, DataFolder folder, CancellationToken cancellationToken)
    {
        await using var backup = source.OpenRead();
        return SearchSettings.DatabaseServer(folder) is { } server
            ? await DatabaseRestore.ToServerAsync(backup, server, cancellation: cancellationToken)
            : await DatabaseRestore.ToFileAsync(backup, folder.Database, cancellation: cancellationToken);
    }
}
