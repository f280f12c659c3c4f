using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Dapper;
using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>
/// Fills an empty database from a backup, of either database, all or nothing; a backup of an earlier schema is brought to the newest
/// one. The restored database has a name of its own, so that an index of the old one is written anew.
/// </summary>
public static class DatabaseRestore
{
    /// <summary>Restores into a file, which must not exist or must be empty. Returns the number of rows.</summary>
    /// <exception cref="BackupException">The backup is damaged or of a newer program, or the place is not empty.</exception>
    public static async Task<long> ToFileAsync(Stream backup, string path, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var dialect = new SqliteDialect(path);
        return await RunAsync(backup, dialect, time ?? TimeProvider.System, cancellation);
    }

    /// <summary>Restores into an empty database of a PostgreSQL server.</summary>
    /// <inheritdoc cref="ToFileAsync"/>
    public static async Task<long> ToServerAsync(Stream backup, string connectionString, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        using var dialect = new PostgresDialect(connectionString);
        return await RunAsync(backup, dialect, time ?? TimeProvider.System, cancellation);
    }

    private static async Task<long> RunAsync(Stream backup, SqlDialect dialect, TimeProvider time, CancellationToken cancellation)
    {
        Mapping.Ensure();
        try
        {
            await using var connection = await dialect.OpenAsync(cancellation);
            await using var transaction = await dialect.BeginWriteAsync(connection, cancellation);
            var rows = await new Filling(dialect, connection, transaction, time, cancellation).RunAsync(backup);
            await transaction.CommitAsync(cancellation);
            return rows;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new BackupException($"the backup is damaged: {e.Message}", e);
        }
    }

    private sealed class Filling(SqlDialect dialect, DbConnection connection, DbTransaction transaction, TimeProvider time, CancellationToken cancellation)
    {
        private DbCommand? _insert;
        private long _rows;

        public async Task<long> RunAsync(Stream backup)
        {
            await using var gzip = new GZipStream(backup, CompressionMode.Decompress);
            using var lines = new StreamReader(gzip, Encoding.UTF8);
            await BeginAsync(await LineAsync(lines));
            while (true)
            {
                using var line = await LineAsync(lines);
                if (line.RootElement.ValueKind == JsonValueKind.Array)
                    await InsertAsync(line.RootElement);
                else if (line.RootElement.TryGetProperty("table", out var table))
                    BeginTable(table.GetString()!, line.RootElement.GetProperty("columns"));
                else
                    return await EndAsync(line.RootElement);
            }
        }

        /// <summary>The schema as it was when the backup was written, without the rows that its steps put in.</summary>
        private async Task BeginAsync(JsonDocument header)
        {
            using (header)
            {
                if (!header.RootElement.TryGetProperty("format", out var format) || format.GetString() != BackupFormat.Name)
                    throw new BackupException("this is not a backup that this program can read");
                var schema = header.RootElement.GetProperty("schema").GetInt32();
                if (schema > Migrations.All.Count)
                    throw new BackupException($"the backup has schema version {schema}, this program knows up to {Migrations.All.Count}: use the newer program that wrote it");
                if ((await connection.QueryAsync<string>(dialect.TablesStatement, transaction: transaction)).Any())
                    throw new BackupException($"{dialect.Description} is not empty; a backup is restored into an empty database");
                await Migrator.MigrateAsync(dialect, connection, transaction, [.. Migrations.All.Take(schema)], time);
                await connection.ExecuteAsync("DELETE FROM ingest_sequence", transaction: transaction);
            }
        }

        private void BeginTable(string table, JsonElement columns)
        {
            if (Migrations.Tables.All(known => known.Table != table))
                throw new BackupException($"the backup has a table '{table}' that this program does not know");
            var names = columns.EnumerateArray().Select(column => column.GetString()!).ToList();
            if (names.Any(name => !name.All(c => char.IsAsciiLetterLower(c) || c == '_')))
                throw new BackupException("the backup is damaged: no name of a column");
            _insert?.Dispose();
            _insert = connection.CreateCommand();
            _insert.Transaction = transaction;
            _insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(name => "@" + name))})";
            foreach (var name in names)
            {
                var parameter = _insert.CreateParameter();
                parameter.ParameterName = name;
                _insert.Parameters.Add(parameter);
            }
        }

        private async Task InsertAsync(JsonElement row)
        {
            if (_insert is null || row.GetArrayLength() != _insert.Parameters.Count)
                throw new BackupException("the backup is damaged: a row that does not fit its table");
            foreach (var (at, value) in row.EnumerateArray().Index())
                Set(_insert.Parameters[at], value);
            await _insert.ExecuteNonQueryAsync(cancellation);
            _rows++;
        }

        private static void Set(DbParameter parameter, JsonElement value)
        {
            parameter.ResetDbType();
            parameter.Value = value.ValueKind switch
            {
                JsonValueKind.Null => DBNull.Value,
                JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
                JsonValueKind.Number => value.GetInt64(),
                JsonValueKind.String => value.GetString(),
                _ => value.GetProperty("base64").GetBytesFromBase64(),
            };
        }

        private async Task<long> EndAsync(JsonElement end)
        {
            _insert?.Dispose();
            if (end.GetProperty("rows").GetInt64() != _rows)
                throw new BackupException($"the backup is damaged: it should have {end.GetProperty("rows").GetInt64()} rows, and has {_rows}");
            await Migrator.MigrateAsync(dialect, connection, transaction, Migrations.All, time);
            await connection.ExecuteAsync("DELETE FROM setting WHERE name = @name", new { name = BackupFormat.DatabaseIdentity }, transaction);
            foreach (var (table, identity) in Migrations.Tables)
            {
                if (identity is not null && dialect.RestartIdentity(table, identity) is { } restart)
                    await connection.ExecuteAsync(restart, transaction: transaction);
            }
            return _rows;
        }

        private async Task<JsonDocument> LineAsync(StreamReader lines) =>
            JsonDocument.Parse(await lines.ReadLineAsync(cancellation) ?? throw new BackupException("the backup is damaged: it ends too early"));
    }
}
