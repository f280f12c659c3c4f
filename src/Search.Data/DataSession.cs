using System.Data.Common;
using Dapper;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Data.Sources;
using Search.Data.Sql;
using Search.Data.Stages;
using Search.Data.Webhooks;

namespace Search.Data;

/// <summary>
/// One conversation with the database: the stores of all tables on one connection and, when writing, in one transaction. Not
/// thread-safe. The token it began with cancels every statement.
/// </summary>
public sealed class DataSession : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Action? _released;
    private readonly Arrivals? _arrivals;
    private readonly HashSet<DataLock> _held = [];
    private readonly Dictionary<FrequentStatement, PreparedStatement> _prepared = [];

    internal DataSession(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, TimeProvider time, Action? released, CancellationToken cancellation, Arrivals? arrivals = null)
    {
        _connection = connection;
        _transaction = transaction;
        _released = released;
        _arrivals = arrivals;
        Dialect = dialect;
        Time = time;
        Cancellation = cancellation;
        Numbers = new ArticleNumbers(this);
    }

    public ArticleStore Articles => new(this);

    public SourceStore Sources => new(this);

    public RecipientStore Recipients => new(this);

    public AlertStore Alerts => new(this);

    public SubscriptionStore Subscriptions => new(this);

    public ConsentStore Consents => new(this);

    public AlertEventStore AlertEvents => new(this);

    public NoticeStore Notices => new(this);

    public WebhookStore Webhooks => new(this);

    public MatchStore Matches => new(this);

    public OutboxStore Outbox => new(this);

    public CursorStore Cursors => new(this);

    public SettingsStore Settings => new(this);

    public RunStore Runs => new(this);

    public CancellationToken Cancellation { get; }

    internal SqlDialect Dialect { get; }

    /// <summary>Numbers of the articles that this session stores or takes down.</summary>
    internal ArticleNumbers Numbers { get; }

    /// <summary>The clock that stamps rows.</summary>
    public TimeProvider Time { get; }

    /// <summary>Now, by <see cref="Time"/>.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>
    /// Waits until no other transaction holds the lock, and holds it until this one ends. To be taken before reading what depends on it.
    /// Costs nothing where writers are alone anyway, and nothing the second time.
    /// </summary>
    public Task LockAsync(DataLock turn) =>
        Dialect.LockStatement is { } sql && _held.Add(turn) ? ExecuteAsync(sql, new { @lock = (int)turn }) : Task.CompletedTask;

    /// <summary>Keeps what was written. Nothing may be written afterwards.</summary>
    public async Task CommitAsync()
    {
        if (_transaction is null)
            throw new InvalidOperationException("a reading session has nothing to commit");
        await Numbers.WriteAsync();
        await _transaction.CommitAsync(Cancellation);
        if (Numbers.LastSeq is not null)
            _arrivals?.Tell();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var statement in _prepared.Values)
                await statement.DisposeAsync();
            if (_transaction is not null)
                await _transaction.DisposeAsync();
            await _connection.DisposeAsync();
        }
        finally
        {
            _released?.Invoke();
        }
    }

    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null) =>
        (await _connection.QueryAsync<T>(Command(sql, values))).AsList();

    internal Task<T?> FindAsync<T>(string sql, object? values = null) => _connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    internal Task<T?> ScalarAsync<T>(string sql, object? values = null) => _connection.ExecuteScalarAsync<T>(Command(sql, values));

    internal Task<int> ExecuteAsync(string sql, object? values = null) => _connection.ExecuteAsync(Command(sql, values));

    /// <summary>Runs a statement that is prepared once in this session; values in the order of its parameters. Returns the number of rows that it changed.</summary>
    internal ValueTask<int> ExecuteAsync(FrequentStatement statement, params object?[] values) => Prepared(statement).ExecuteAsync(values, Cancellation);

    /// <summary>As <see cref="ExecuteAsync(FrequentStatement, object?[])"/>; what <paramref name="read"/> makes of the first row, or default without one.</summary>
    internal ValueTask<T?> FirstAsync<T>(FrequentStatement statement, Func<IRow, T> read, params object?[] values) =>
        Prepared(statement).FirstAsync(values, read, Cancellation);

    /// <summary>As <see cref="ExecuteAsync(FrequentStatement, object?[])"/>; what <paramref name="read"/> makes of each row.</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(FrequentStatement statement, Func<IRow, T> read, params object?[] values) =>
        await Prepared(statement).ListAsync(values, read, Cancellation);

    /// <summary>As <see cref="ExecuteAsync(FrequentStatement, object?[])"/>; the key that the database gave the row, or null where it added none.</summary>
    internal ValueTask<long?> AddAsync(FrequentStatement statement, params object?[] values) => Prepared(statement).AddAsync(values, Cancellation);

    /// <summary>Rows of a statement that is prepared once in this session, one after the other; they are to be read to the end before it runs again.</summary>
    internal async IAsyncEnumerable<DbDataReader> RowsAsync(FrequentStatement statement, params object?[] values)
    {
        await using var reader = await Prepared(statement).ReadAsync(values, Cancellation);
        while (await reader.ReadAsync(Cancellation))
            yield return reader;
    }

    /// <summary>Rows one after the other, without holding them all.</summary>
    internal async IAsyncEnumerable<DbDataReader> RowsAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            yield return reader;
    }

    private PreparedStatement Prepared(FrequentStatement statement)
    {
        if (!_prepared.TryGetValue(statement, out var prepared))
            _prepared.Add(statement, prepared = Dialect.Prepare(_connection, _transaction, statement));
        return prepared;
    }

    private CommandDefinition Command(string sql, object? values) => new(sql, values, _transaction, cancellationToken: Cancellation);
}
