using System.CommandLine;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Search.Cli.Commands;
using Search.Cli.Settings;
using Search.Data.Backups;
using Search.Lucene;

namespace Search.Cli;

/// <summary>The command <c>search</c>: exit 0 done, 1 failed, 2 usage; 75 from the pipe for returned mail while the database is away.</summary>
public static class CommandLine
{
    // SQLITE_READONLY and SQLITE_CANTOPEN.
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var common = new CommonOptions();
        var parsed = Root(common).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
                await error.WriteLineAsync("search: " + mistake.Message);
            await error.WriteLineAsync("Try 'search --help'.");
            return ExitCodes.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("search: stopped");
            return ExitCodes.Failed;
        }
        catch (Exception e) when (IsExpected(e))
        {
            await error.WriteLineAsync("search: " + Explain(e, () => common.NamedFolder(parsed)));
            return e is DbException or TimeoutException && parsed.CommandResult.Command.Name == OutboxCommand.ReturnedName ? ExitCodes.TryAgain : ExitCodes.Failed;
        }
    }

    /// <summary>What is wrong, where, and how to mend it.</summary>
    private static string Explain(Exception e, Func<DataFolder> folder) => e switch
    {
        CorruptIndexException or IndexFormatException => $"{e.Message}\n{folder().IndexRemedy}",
        FileNotFoundException when e.Message.Contains(folder().Index, StringComparison.Ordinal) => $"{e.Message}\n{folder().IndexRemedy}",
        SqliteException { SqliteErrorCode: ReadOnly or CannotOpen } => $"{folder().Database}: {e.Message}: the data folder must not be read-only, and must belong to who runs this.",
        SqliteException => $"{folder().Database}: {e.Message}",
        DbException => $"the database (SEARCH_Database): {(e.InnerException is { } inner ? $"{e.Message}: {inner.Message}" : e.Message)}",
        _ => e.Message,
    };

    /// <summary>Faults that have a cause outside the program, which their message names; others are ours and keep their trace.</summary>
    private static bool IsExpected(Exception e) =>
        e is CliException or IOException or UnauthorizedAccessException or TimeoutException or CorruptIndexException or IndexFormatException or DbException or BackupException or InvalidOperationException { Source: "Search.Data" };

    private static RootCommand Root(CommonOptions common) => new("Search: full-text search and mail alerts for news.")
    {
        common.Data,
        common.Json,
        ServeCommand.Create(common),
        IndexCommand.Create(common),
        QueryCommand.Create(common),
        MatchCommand.Create(common),
        CheckCommand.Create(common),
        RebuildCommand.Create(common),
        AlertsCommand.Create(common),
        SourcesCommand.Create(common),
        OutboxCommand.Create(common),
        SweepCommand.Create(common),
        ArticlesCommand.Create(common),
        PeopleCommand.Create(common),
        BackupCommand.Create(common),
        RestoreCommand.Create(common),
        ExportCommand.Create(common),
        ImportCommand.Create(common),
        WebhooksCommand.Create(common),
    };
}
