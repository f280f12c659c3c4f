using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Search.Data.Sql;

/// <summary>Brings a database to the newest schema. Safe when several processes start at once: each step is taken under the write lock, once.</summary>
internal static class Migrator
{
    public static async Task MigrateAsync(SqlDialect dialect, IReadOnlyList<string> migrations, TimeProvider time, CancellationToken cancellation)
    {
        await using var connection = await dialect.OpenAsync(cancellation);
        await using var transaction = await dialect.BeginWriteAsync(connection, cancellation);
        await MigrateAsync(dialect, connection, transaction, migrations, time);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The same inside a transaction of the caller's.</summary>
    public static async Task MigrateAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction transaction, IReadOnlyList<string> migrations, TimeProvider time)
    {
        if (dialect.LockStatement is { } lockStatement)
            await connection.ExecuteAsync(lockStatement, new { @lock = (int)DataLock.Schema }, transaction);
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)", transaction: transaction);
        var version = await connection.ExecuteScalarAsync<long?>("SELECT MAX(version) FROM schema_version", transaction: transaction) ?? 0;
        if (version > migrations.Count)
            throw NewerSchema(version, migrations.Count);
        for (var next = (int)version; next < migrations.Count; next++)
        {
            await connection.ExecuteAsync(dialect.Schema(migrations[next]), transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_version (version, applied_at) VALUES (@version, @at)",
                new { version = next + 1L, at = time.GetUtcNow() }, transaction);
        }
    }

    private static InvalidOperationException NewerSchema(long found, int known) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the database has schema version {found}, this program knows up to {known}: use the newer program that wrote it"));
}
