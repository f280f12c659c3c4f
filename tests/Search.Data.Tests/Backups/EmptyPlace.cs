using Npgsql;
using Search.Data.Backups;
using Search.Testing;

namespace Search.Data.Tests.Backups;

/// <summary>A place without a database: a file that is not there or, where the tests run on PostgreSQL and it is asked for, an empty database of the server.</summary>
internal sealed class EmptyPlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _server;
    private readonly string _name = "place_" + Guid.NewGuid().ToString("N");

    public EmptyPlace(bool onServer)
    {
        _server = onServer ? Environment.GetEnvironmentVariable("SEARCH_TEST_POSTGRES") : null;
        if (_server is not null)
            Execute($"CREATE DATABASE {_name}");
    }

    public string File => _folder.File("search.db");

    /// <summary>What lies in the file's folder.</summary>
    public IEnumerable<string?> Files => Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 5 }.ToString();

    public Task<RestoreReport> RestoreAsync(Stream backup, bool holdMail = false) => _server is null
        ? DatabaseRestore.ToFileAsync(backup, File, new RestoreOptions { HoldMail = holdMail })
        : DatabaseRestore.ToServerAsync(backup, ConnectionString, new RestoreOptions { HoldMail = holdMail });

    public Task<Database> OpenAsync() => _server is null ? Database.OpenAsync(File) : Database.ConnectAsync(ConnectionString);

    public void Dispose()
    {
        _folder.Dispose();
        if (_server is not null)
            Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(_server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
