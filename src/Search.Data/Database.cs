using Dapper;
using Search.Data.Sql;

namespace Search.Data;

/// <summary>
/// The database of a service: articles, alerts, matches and mail, the source of truth beside which the index can be rebuilt. A SQLite file,
/// or a database of a PostgreSQL server. Thread-safe; several processes may have it open.
/// </summary>
public sealed class Database : IDisposable
{
    private readonly SqlDialect _dialect;

    // SQLite has one writer. Waiting here costs no thread, waiting for the file's lock does.
    private readonly SemaphoreSlim _writers = new(1, 1);

    private Database(SqlDialect dialect, TimeProvider time)
    {
        _dialect = dialect;
        Time = time;
    }

    /// <summary>The clock that stamps rows.</summary>
    public TimeProvider Time { get; }

    /// <summary>Tells when this process has stored articles.</summary>
    public Arrivals Arrivals { get; } = new();

    /// <summary>Where the data is, for people: the file, or the server and its database.</summary>
    public string Description => _dialect.Description;

    /// <summary>True for PostgreSQL, which several nodes may share.</summary>
    public bool IsShared => !_dialect.OneWriter;

    /// <summary>Opens the database file, creating it and its folder where missing, and brings it to the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static Task<Database> OpenAsync(string path, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        return OpenAsync(new SqliteDialect(path), time, cancellation);
    }

    /// <summary>Opens a database of a PostgreSQL server, which must exist, and brings it to the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    /// <exception cref="System.Data.Common.DbException">The server cannot be reached, or refuses.</exception>
    public static Task<Database> ConnectAsync(string connectionString, TimeProvider? time = null, CancellationToken cancellation = default) =>
        OpenAsync(new PostgresDialect(connectionString), time, cancellation);

    /// <summary><see cref="OpenAsync(string, TimeProvider, CancellationToken)"/> for callers that are not asynchronous.</summary>
    public static Database Open(string path, TimeProvider? time = null) => OpenAsync(path, time).GetAwaiter().GetResult();

    /// <summary>A session that only reads; each of its statements sees what is committed then.</summary>
    public async Task<DataSession> BeginReadAsync(CancellationToken cancellation = default) =>
        new(await _dialect.OpenAsync(cancellation), transaction: null, _dialect, Time, released: null, cancellation);

    /// <summary>
    /// A session that writes, in one transaction: <see cref="DataSession.CommitAsync"/> keeps its work, disposing it without drops it.
    /// On SQLite there is one at a time, across processes; beginning a second one inside the first waits for ever. On PostgreSQL writers
    /// are kept apart by rows and by <see cref="DataSession.LockAsync"/>.
    /// </summary>
    public async Task<DataSession> BeginWriteAsync(CancellationToken cancellation = default)
    {
        if (!_dialect.OneWriter)
            return await BeginAloneAsync(cancellation);
        await _writers.WaitAsync(cancellation);
        try
        {
            return await BeginAloneAsync(cancellation);
        }
        catch
        {
            _writers.Release();
            throw;
        }
    }

    /// <summary>Reads within one session.</summary>
    public async Task<T> ReadAsync<T>(Func<DataSession, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var session = await BeginReadAsync(cancellation);
        return await work(session);
    }

    /// <summary>Writes within one transaction, committed when <paramref name="work"/> returns and dropped when it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<DataSession, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var session = await BeginWriteAsync(cancellation);
        var result = await work(session);
        await session.CommitAsync();
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{DataSession, Task{T}}, CancellationToken)"/>
    public async Task WriteAsync(Func<DataSession, Task> work, CancellationToken cancellation = default)
    {
        await using var session = await BeginWriteAsync(cancellation);
        await work(session);
        await session.CommitAsync();
    }

    /// <summary><see cref="WriteAsync{T}(Func{DataSession, Task{T}}, CancellationToken)"/>, holding a lock from the beginning.</summary>
    public Task<T> WriteAsync<T>(DataLock turn, Func<DataSession, Task<T>> work, CancellationToken cancellation = default) => WriteAsync(
        async session =>
        {
            await session.LockAsync(turn);
            return await work(session);
        },
        cancellation);

    /// <inheritdoc cref="WriteAsync{T}(DataLock, Func{DataSession, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(DataLock turn, Func<DataSession, Task> work, CancellationToken cancellation = default) => WriteAsync(
        async session =>
        {
            await session.LockAsync(turn);
            await work(session);
        },
        cancellation);

    /// <summary>After an erasure: nothing of what was erased stays readable in the database's files, as far as that is ours to see to.</summary>
    public async Task ForgetErasedAsync(CancellationToken cancellation = default)
    {
        if (_dialect.ForgetStatements is not { } sql)
            return;
        await using var connection = await _dialect.OpenAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellation));
    }

    public void Dispose()
    {
        _dialect.Dispose();
        _writers.Dispose();
    }

    /// <summary>A session whose reads all see the database as it was when it began.</summary>
    public async Task<DataSession> BeginSnapshotAsync(CancellationToken cancellation = default)
    {
        var connection = await _dialect.OpenAsync(cancellation);
        try
        {
            var transaction = await _dialect.BeginSnapshotAsync(connection, cancellation);
            return new DataSession(connection, transaction, _dialect, Time, released: null, cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<Database> OpenAsync(SqlDialect dialect, TimeProvider? time, CancellationToken cancellation)
    {
        Mapping.Ensure();
        var clock = time ?? TimeProvider.System;
        try
        {
            await Migrator.MigrateAsync(dialect, Migrations.All, clock, cancellation);
            return new Database(dialect, clock);
        }
        catch
        {
            dialect.Dispose();
            throw;
        }
    }

    private async Task<DataSession> BeginAloneAsync(CancellationToken cancellation)
    {
        var connection = await _dialect.OpenAsync(cancellation);
        try
        {
            var transaction = await _dialect.BeginWriteAsync(connection, cancellation);
            return new DataSession(connection, transaction, _dialect, Time, _dialect.OneWriter ? () => _writers.Release() : null, cancellation, Arrivals);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
