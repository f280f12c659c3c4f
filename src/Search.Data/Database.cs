using Search.Data.Sql;

namespace Search.Data;

/// <summary>
/// The database of one data folder: articles, alerts, matches and mail, the source of truth beside which the index can be rebuilt.
/// Thread-safe; several processes may have the same file open.
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

    /// <summary>Opens the database file, creating it and its folder where missing, and brings it to the newest schema.</summary>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static async Task<Database> OpenAsync(string path, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Mapping.Ensure();
        var clock = time ?? TimeProvider.System;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var dialect = new SqliteDialect(path);
        await Migrator.MigrateAsync(dialect, Migrations.All, clock, cancellation);
        return new Database(dialect, clock);
    }

    /// <summary><see cref="OpenAsync"/> for callers that are not asynchronous.</summary>
    public static Database Open(string path, TimeProvider? time = null) => OpenAsync(path, time).GetAwaiter().GetResult();

    /// <summary>A session that only reads; each of its statements sees what is committed then.</summary>
    public async Task<DataSession> BeginReadAsync(CancellationToken cancellation = default) =>
        new(await _dialect.OpenAsync(cancellation), transaction: null, _dialect, Time, released: null, cancellation);

    /// <summary>
    /// A session that writes, in one transaction: <see cref="DataSession.CommitAsync"/> keeps its work, disposing it without drops it.
    /// There is one at a time, across processes; beginning a second one inside the first waits for ever.
    /// </summary>
    public async Task<DataSession> BeginWriteAsync(CancellationToken cancellation = default)
    {
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

    /// <inheritdoc cref="WriteAsync{T}"/>
    public async Task WriteAsync(Func<DataSession, Task> work, CancellationToken cancellation = default)
    {
        await using var session = await BeginWriteAsync(cancellation);
        await work(session);
        await session.CommitAsync();
    }

    public void Dispose()
    {
        (_dialect as SqliteDialect)?.ClearPool();
        _writers.Dispose();
    }

    private async Task<DataSession> BeginAloneAsync(CancellationToken cancellation)
    {
        var connection = await _dialect.OpenAsync(cancellation);
        try
        {
            var transaction = await _dialect.BeginWriteAsync(connection, cancellation);
            return new DataSession(connection, transaction, _dialect, Time, () => _writers.Release(), cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
