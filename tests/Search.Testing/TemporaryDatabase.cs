using Npgsql;
using Search.Data;

namespace Search.Testing;

/// <summary>
/// A new database with a clock that the test moves: a file in a folder of its own or, when the environment variable
/// SEARCH_TEST_POSTGRES names a server (a Npgsql connection string whose user may create databases), a database of that server.
/// </summary>
public sealed class TemporaryDatabase : IDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SEARCH_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    private readonly TemporaryFolder _folder = new();
    private readonly string _name = "test_" + Guid.NewGuid().ToString("N");

    public TemporaryDatabase()
    {
        if (Server is not null)
            Execute($"CREATE DATABASE {_name}");
        Database = OpenAgain();
    }

    /// <summary>True when the tests run on PostgreSQL.</summary>
    public static bool IsPostgres => Server is not null;

    public ManualTime Time { get; } = new();

    public Database Database { get; }

    /// <summary>The files of the database; none on PostgreSQL.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder.Path);

    /// <summary>The same database once more, as another process has it.</summary>
    public Database OpenAgain(TimeProvider? time = null) => Server is null
        ? Database.Open(_folder.File("search.db"), time ?? Time)
        : Database.ConnectAsync(ConnectionString, time ?? Time).GetAwaiter().GetResult();

    /// <summary>Runs a statement beside all rules, to damage what is there.</summary>
    public Task ExecuteAsync(string sql) => Database.WriteAsync(session => session.ExecuteAsync(sql));

    /// <summary>How the database would run a statement, in its own words.</summary>
    public async Task<string> PlanAsync(string statement)
    {
        var lines = new List<string>();
        await using var session = await Database.BeginReadAsync();
        await foreach (var row in session.RowsAsync($"EXPLAIN {(IsPostgres ? "" : "QUERY PLAN")} {statement}"))
            lines.Add(row.GetValue(row.FieldCount - 1).ToString()!);
        return string.Join('\n', lines);
    }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
        if (Server is not null)
            Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 20 }.ToString();

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
