using Microsoft.Data.Sqlite;
using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>The database under a campaign: how the program is told of it, and how the rows are read for the comparison.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Environment">Variables that the program is started with.</param>
/// <param name="QueryAsync">Runs one SELECT that both databases understand; the values as text, empty for null.</param>
internal sealed record FaultDatabase(string Name, IReadOnlyDictionary<string, string> Environment, Func<string, Task<IReadOnlyList<string[]>>> QueryAsync)
{
    /// <summary>The database file of a data folder, which the program uses when it is told nothing.</summary>
    public static FaultDatabase Sqlite(string dataFolder) =>
        new("SQLite", new Dictionary<string, string>(), sql => QuerySqliteAsync(Path.Combine(dataFolder, "search.db"), sql));

    /// <summary>A new database of a server.</summary>
    public static async Task<FaultDatabase> PostgresAsync(PostgresServer server)
    {
        var name = await server.CreateDatabaseAsync();
        return new FaultDatabase(
            "PostgreSQL",
            new Dictionary<string, string> { ["SEARCH_Database"] = server.ConnectionString(name) },
            sql => server.QueryAsync(name, sql));
    }

    private static async Task<IReadOnlyList<string[]>> QuerySqliteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=60");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        return rows;
    }
}
