using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>One transaction that makes an empty database of the lines of a backup. What it throws on the way leaves nothing when the transaction is dropped.</summary>
internal sealed class Filling(DataSession session, DbConnection connection, DbTransaction transaction, RestoreOptions options)
{
    private const int RowsPerReport = 1_000;
    private const int SqliteError = 1;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;

    private HashSet<string> _tables = [];
    private RowInsert? _insert;
    private long _rows;

    /// <exception cref="BackupException">The backup is damaged, foreign or newer, or the database is not empty.</exception>
    public async Task<RestoreReport> RunAsync(BackupLines lines)
    {
        try
        {
            var at = await FillAsync(lines);
            return await FinishAsync(at);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or KeyNotFoundException or FormatException or InvalidOperationException || IsRefusal(e))
        {
            throw BackupException.Damaged(e.Message, e);
        }
        finally
        {
            await DropInsertAsync();
        }
    }

    private async Task<DateTimeOffset> FillAsync(BackupLines lines)
    {
        DateTimeOffset at;
        using (var header = await NextAsync(lines))
            at = await BeginAsync(header.RootElement);
        while (true)
        {
            using var line = await NextAsync(lines);
            if (line.RootElement.ValueKind == JsonValueKind.Array)
                await InsertAsync(line.RootElement);
            else if (line.RootElement.TryGetProperty("table", out var table))
                await BeginTableAsync(table.GetString() ?? "", line.RootElement.GetProperty("columns"));
            else if (await EndsAsync(line.RootElement.GetProperty("rows").GetInt64(), lines))
                return at;
        }
    }

    /// <summary>The schema as it was when the backup was written, without the row that its first step puts in.</summary>
    private async Task<DateTimeOffset> BeginAsync(JsonElement header)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("format", out var format) || format.GetString() != BackupFormat.Name)
            throw BackupException.Foreign();
        var schema = header.GetProperty("schema").GetInt32();
        if (schema > Migrations.All.Count)
            throw new BackupException($"the backup has schema version {schema}, this program knows up to {Migrations.All.Count}: use the newer program that wrote it");
        if (schema < 1)
            throw BackupException.Damaged("no schema version");
        await session.LockAsync(DataLock.Schema);
        if ((await TablesAsync()).Count > 0)
            throw new BackupException($"{session.Dialect.Description} is not empty; a backup is restored into an empty database");
        await MigrateAsync(schema);
        await session.ExecuteAsync("DELETE FROM ingest_sequence");
        _tables = await TablesAsync();
        return header.GetProperty("at").GetDateTimeOffset();
    }

    private async Task BeginTableAsync(string table, JsonElement columns)
    {
        if (!_tables.Contains(table))
            throw BackupException.Damaged($"there is no table '{table}'");
        await DropInsertAsync();
        _insert = await RowInsert.PrepareAsync(connection, transaction, table, [.. columns.EnumerateArray().Select(column => column.GetString() ?? "")]);
    }

    private async Task InsertAsync(JsonElement row)
    {
        if (_insert is null)
            throw BackupException.Damaged("a row of no table");
        await _insert.RunAsync(row, session.Cancellation);
        if (++_rows % RowsPerReport == 0)
            options.Progress?.Report(_rows);
    }

    /// <summary>Reads on to the end of the file, where its checksum stands.</summary>
    private async Task<bool> EndsAsync(long rows, BackupLines lines)
    {
        if (rows != _rows)
            throw BackupException.Damaged($"it should have {rows} rows, and has {_rows}");
        if (await lines.NextAsync(session.Cancellation) is not null)
            throw BackupException.Damaged("it goes on after its end");
        await DropInsertAsync();
        return true;
    }

    private async Task<RestoreReport> FinishAsync(DateTimeOffset at)
    {
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM ingest_sequence WHERE value >= (SELECT COALESCE(MAX(seq), 0) FROM article_revision)") != 1)
            throw BackupException.Damaged("its articles have higher numbers than its counter");
        await MigrateAsync(Migrations.All.Count);
        await session.Settings.RemoveAsync(BackupFormat.DatabaseIdentity);
        foreach (var (table, identity) in Migrations.Tables)
        {
            if (identity is not null && session.Dialect.RestartIdentity(table, identity) is { } restart)
                await session.ExecuteAsync(restart);
        }
        await session.Outbox.ReleaseAllAsync();
        var held = options.HoldMail ? await HoldMailAsync() : 0;
        return new RestoreReport(_rows, at, await session.Outbox.CountAsync(Outbox.OutboxState.Queued), held);
    }

    /// <summary>The mails' matches stay in them, so that nothing tells them again.</summary>
    private Task<int> HoldMailAsync() => session.ExecuteAsync(
        "UPDATE outbox SET state = 'Cancelled', next_attempt_at = NULL, last_reply = 'held back when a backup was restored' WHERE state = 'Queued'");

    private Task MigrateAsync(int schema) =>
        Migrator.MigrateAsync(session.Dialect, connection, transaction, [.. Migrations.All.Take(schema)], session.Time);

    private async Task<HashSet<string>> TablesAsync() =>
        (await session.QueryAsync<string>(session.Dialect.TablesStatement)).ToHashSet(StringComparer.Ordinal);

    private async Task<JsonDocument> NextAsync(BackupLines lines) =>
        JsonDocument.Parse(await lines.NextAsync(session.Cancellation) ?? throw BackupException.Damaged("it ends too early"));

    private async Task DropInsertAsync()
    {
        if (_insert is not null)
            await _insert.DisposeAsync();
        _insert = null;
    }

    /// <summary>The database takes a statement or its values for wrong, as opposed to being full, gone or busy.</summary>
    private static bool IsRefusal(Exception e) => e switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteError or SqliteConstraint or SqliteMismatch,
        PostgresException postgres => postgres.SqlState[..2] is "22" or "23" or "42",
        _ => false,
    };
}
