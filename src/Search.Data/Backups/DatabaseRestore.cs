using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>
/// Fills an empty database from a backup, of either database, all or nothing; a backup of an earlier schema is brought to the newest
/// one. The restored database has a name of its own, so that an index of the old one is written anew.
/// </summary>
public static class DatabaseRestore
{
    /// <summary>
    /// Restores into a file, which must not exist. It is filled under another name and gets its own when it is whole. The backup must be able
    /// to seek.
    /// </summary>
    /// <exception cref="BackupException">The backup is damaged or of a newer program, or the place is not empty.</exception>
    public static async Task<RestoreReport> ToFileAsync(Stream backup, string path, RestoreOptions options, CancellationToken cancellation = default)
    {
        RefuseIfThere(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            RestoreReport report;
            using (var dialect = new SqliteDialect(partial))
                report = await RunAsync(backup, dialect, options, cancellation);
            PutInPlace(partial, path);
            return report;
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>Restores into an empty database of a PostgreSQL server.</summary>
    /// <inheritdoc cref="ToFileAsync"/>
    public static async Task<RestoreReport> ToServerAsync(Stream backup, string connectionString, RestoreOptions options, CancellationToken cancellation = default)
    {
        using var dialect = new PostgresDialect(connectionString);
        return await RunAsync(backup, dialect, options, cancellation);
    }

    private static async Task<RestoreReport> RunAsync(Stream backup, SqlDialect dialect, RestoreOptions options, CancellationToken cancellation)
    {
        Mapping.Ensure();
        await using var lines = await BackupLines.OpenAsync(backup, cancellation);
        await using var connection = await dialect.OpenAsync(cancellation);
        await using var transaction = await dialect.BeginWriteAsync(connection, cancellation);
        var session = new DataSession(connection, transaction, dialect, options.Time, released: null, cancellation);
        var report = await new Filling(session, connection, transaction, options).RunAsync(lines);
        await session.CommitAsync();
        return report;
    }

    private static void RefuseIfThere(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
            throw new BackupException($"{path} is there already; a backup is restored where no database is");
    }

    /// <summary>What an earlier database of this name left beside it would be taken for news of this one.</summary>
    private static void PutInPlace(string partial, string path)
    {
        RefuseIfThere(path);
        Remove(path);
        File.Move(partial, path, overwrite: false);
    }

    private static void Remove(string path)
    {
        foreach (var file in (string[])[path, path + "-wal", path + "-shm", path + "-journal"])
            File.Delete(file);
    }
}
