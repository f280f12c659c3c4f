using System.Data;
using System.Data.Common;

namespace Search.Data.Sql;

/// <summary>
/// A <see cref="FrequentStatement"/> made ready on one session's connection: SQLite reads its text once, however often it runs. Values are
/// as columns hold them: instants as milliseconds, texts as <see cref="TextHandler"/> stores them. Not thread-safe.
/// </summary>
/// <remarks>PostgreSQL is not asked to prepare it: it would keep a plan that it made for tables which were still empty.</remarks>
internal class PreparedStatement : IAsyncDisposable
{
    private readonly DbCommand _command;

    public PreparedStatement(DbConnection connection, DbTransaction? transaction, FrequentStatement statement)
    {
        _command = connection.CreateCommand();
        _command.CommandText = statement.Sql;
        _command.Transaction = transaction;
        foreach (var (name, type) in statement.Parameters)
            AddParameter(name, type);
    }

    /// <summary>Runs it; returns the number of rows that it changed.</summary>
    public virtual async ValueTask<int> ExecuteAsync(object?[] values, CancellationToken cancellation)
    {
        Set(values);
        return await _command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs it; what <paramref name="read"/> makes of the first row, or default without one.</summary>
    public virtual async ValueTask<T?> FirstAsync<T>(object?[] values, Func<IRow, T> read, CancellationToken cancellation)
    {
        await using var reader = await ReadAsync(values, cancellation);
        return await reader.ReadAsync(cancellation) ? read(new ReaderRow(reader)) : default;
    }

    /// <summary>Runs it; the reader is to be disposed before it runs again.</summary>
    public Task<DbDataReader> ReadAsync(object?[] values, CancellationToken cancellation)
    {
        Set(values);
        return _command.ExecuteReaderAsync(cancellation);
    }

    public virtual ValueTask DisposeAsync() => _command.DisposeAsync();

    private void AddParameter(string name, DbType type)
    {
        var parameter = _command.CreateParameter();
        // With its mark: SQLite's driver would look for the name with each of three marks.
        parameter.ParameterName = "@" + name;
        parameter.DbType = type;
        _command.Parameters.Add(parameter);
    }

    private void Set(object?[] values)
    {
        for (var at = 0; at < values.Length; at++)
            _command.Parameters[at].Value = Stored(values[at]);
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string text => TextHandler.Storable(text),
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
