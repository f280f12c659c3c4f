using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>Writes the whole database as it is at one instant, while others write to it.</summary>
public static class DatabaseBackup
{
    private const int RowsPerReport = 1_000;

    /// <summary>Returns the number of rows; <paramref name="progress"/> is told of it on the way.</summary>
    public static async Task<long> WriteAsync(
        Database database, Stream output, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var session = await database.BeginSnapshotAsync(cancellation);
        return await WriteAsync(session, output, progress);
    }

    /// <summary>The same of the snapshot that a session sees, in whatever schema version it is.</summary>
    internal static async Task<long> WriteAsync(DataSession session, Stream output, IProgress<long>? progress)
    {
        await using var writer = new BackupWriter(output, session.Cancellation);
        await writer.BeginAsync(await session.ScalarAsync<int>("SELECT MAX(version) FROM schema_version"), session.Now);
        var there = (await session.QueryAsync<string>(session.Dialect.TablesStatement)).ToHashSet(StringComparer.Ordinal);
        foreach (var (table, _) in Migrations.Tables.Where(known => there.Contains(known.Table)))
            await WriteTableAsync(session, table, writer, progress);
        await writer.EndAsync();
        return writer.Rows;
    }

    private static async Task WriteTableAsync(DataSession session, string table, BackupWriter writer, IProgress<long>? progress)
    {
        BackupColumn[]? columns = null;
        await foreach (var row in session.RowsAsync($"SELECT * FROM {table}"))
        {
            if (columns is null)
                await writer.TableAsync(table, columns = BackupColumn.Of(row));
            await writer.RowAsync(row, columns);
            if (writer.Rows % RowsPerReport == 0)
                progress?.Report(writer.Rows);
        }
    }
}
