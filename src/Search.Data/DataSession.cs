using System.Data.Common;
using Dapper;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;
using Search.Data.Sources;
using Search.Data.Sql;
using Search.Data.Stages;

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

    internal DataSession(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, TimeProvider time, Action? released, CancellationToken cancellation)
    {
        _connection = connection;
        _transaction = transaction;
        _released = released;
        Dialect = dialect;
        Time = time;
        Cancellation = cancellation;
    }

    public ArticleStore Articles => new(this);

    public SourceStore Sources => new(this);

    public RecipientStore Recipients => new(this);

    public AlertStore Alerts => new(this);

    public SubscriptionStore Subscriptions => new(this);

    public MatchStore Matches => new(this);

    public OutboxStore Outbox => new(this);

    public CursorStore Cursors => new(this);

    public SettingsStore Settings => new(this);

    public RunStore Runs => new(this);

    public CancellationToken Cancellation { get; }

    internal SqlDialect Dialect { get; }

    /// <summary>The clock that stamps rows.</summary>
    public TimeProvider Time { get; }

    /// <summary>Now, by <see cref="Time"/>.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Keeps what was written. Nothing may be written afterwards.</summary>
    public Task CommitAsync() => _transaction is null
        ? throw new InvalidOperationException("a reading session has nothing to commit")
        : _transaction.CommitAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
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

    private CommandDefinition Command(string sql, object? values) => new(sql, values, _transaction, cancellationToken: Cancellation);
}
