using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Search.Data.Sql;

/// <summary>
/// SQLite in WAL mode: readers never wait, writers wait for each other (also across processes) up to a minute. Commits reach the
/// disk before they return: the index's commit carries our sequence numbers, so the database must never fall behind it. What is deleted is
/// overwritten. The log grows to some thirty megabytes before its pages go to the database: one that is written again and again goes there once.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    private const int WaitForLockSeconds = 60;

    private readonly string _connectionString;

    public SqliteDialect(string path)
    {
        Description = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = WaitForLockSeconds,
            Pooling = true,
        }.ToString();
    }

    public override string Description { get; }

    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string Blob => "BLOB";

    public override string RandomToken => "lower(hex(randomblob(16)))";

    public override string SkipLocked => "";

    public override bool OneWriter => true;

    public override string? LockStatement => null;

    public override string FoundMatches => """
        groups AS MATERIALIZED (
            SELECT g.key AS place, g.value ->> 0 AS article_id, g.value ->> 1 AS revision, g.value ->> 2 AS seq, g.value ->> 3 AS story_group, g.value ->> 4 AS version, g.value -> 5 AS alerts
            FROM json_each(@found) g),
        found AS (
            SELECT g.place, k.key AS ordinal, k.value AS alert_id, g.article_id, g.revision, g.seq, g.version, g.story_group
            FROM groups g CROSS JOIN json_each(g.alerts) k)
        """;

    public override string TablesStatement => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await connection.ExecuteAsync(new CommandDefinition(
                "PRAGMA busy_timeout = 60000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000;",
                cancellationToken: cancellation));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>BEGIN IMMEDIATE: takes the one write lock at once, so that no transaction fails half-way for having read first.</summary>
    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override PreparedStatement Prepare(DbConnection connection, DbTransaction? transaction, FrequentStatement statement) =>
        new SqliteStatement((SqliteConnection)connection, (SqliteTransaction?)transaction, statement);

    public override string? RestartIdentity(string table, string column) => null;

    public override string? ForgetStatements => "PRAGMA wal_checkpoint(TRUNCATE)";

    /// <summary>So that the file can be moved or deleted.</summary>
    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
