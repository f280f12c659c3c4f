using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Search.Data;

namespace Search.Benchmarks.Alerts;

/// <summary>
/// A new database of its own, gone when disposed: a SQLite file in a temporary folder or, given the connection string of a user who may
/// create databases, a database of that PostgreSQL server.
/// </summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private readonly string? _server;
    private readonly string _name = "bench_" + Guid.NewGuid().ToString("N");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "search-bench-" + Guid.NewGuid().ToString("N"));

    public BenchmarkDatabase(string? server)
    {
        _server = server;
        if (server is not null)
            Execute(new NpgsqlConnection(server), $"CREATE DATABASE {_name}");
        Data = server is null ? Database.Open(Path.Combine(_folder, "search.db")) : Database.ConnectAsync(Target).GetAwaiter().GetResult();
    }

    public Database Data { get; }

    public bool IsPostgres => _server is not null;

    /// <summary>Bytes of the file; 0 for a server's.</summary>
    public long FileBytes => IsPostgres ? 0 : Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length);

    private string Target => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ToString();

    /// <summary>A connection beside the stores, for rows by the hundred thousand.</summary>
    public DbConnection Connect()
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(Target) : new SqliteConnection($"Data Source={Path.Combine(_folder, "search.db")}");
        connection.Open();
        return connection;
    }

    /// <summary>Rows of a table.</summary>
    public long Count(string table)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What the database's planner says of a statement, one line each.</summary>
    public IReadOnlyList<string> Explain(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = (IsPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(reader.FieldCount - 1));
        return lines;
    }

    public void Execute(string sql) => Execute(Connect(), sql);

    public void Dispose()
    {
        Data.Dispose();
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            Execute(new NpgsqlConnection(_server), $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using (connection)
        {
            if (connection.State != ConnectionState.Open)
                connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }
    }
}
