using System.Data;
using System.Data.Common;

namespace Search.Data.Sql;

/// <summary>
/// A <see cref="FrequentStatement"/> made ready on one session's connection: SQLite reads its text once, however often it runs. Values are
/// as columns hold them: instants as milliseconds, texts as <see cref="TextHandler"/> stores them. Not thread-safe.
/// </summary>
/// <remarks>PostgreSQL is not asked to prepare it: it would keep a plan that it made for tables which were still empty.</remarks>
internal class PreparedStatement(DbConnection connection, DbTransaction? transaction, FrequentStatement statement) : IAsyncDisposable
{
    private DbCommand? _command;

    /// <summary>Runs it; returns the number of rows that it changed.</summary>
    public virtual async ValueTask<int> ExecuteAsync(object?[] values, CancellationToken cancellation)
    {
        return await Command(values).ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs it; what <paramref name="read"/> makes of the first row, or default without one.</summary>
    public virtual async ValueTask<T?> FirstAsync<T>(object?[] values, Func<IRow, T> read, CancellationToken cancellation)
    {
        await using var reader = await ReadAsync(values, cancellation);
        return await reader.ReadAsync(cancellation) ? read(new ReaderRow(reader)) : default;
    }

    /// <summary>Runs it; what <paramref name="read"/> makes of each row.</summary>
    public virtual async ValueTask<IReadOnlyList<T>> ListAsync<T>(object?[] values, Func<IRow, T> read, CancellationToken cancellation)
    {
        await using var reader = await ReadAsync(values, cancellation);
        var (row, list) = (new ReaderRow(reader), new List<T>());
        while (await reader.ReadAsync(cancellation))
            list.Add(read(row));
        return list;
    }

    /// <summary>Runs a statement that has a <see cref="FrequentStatement.Key"/>; the key that the database gave, or null where it added no row.</summary>
    public virtual ValueTask<long?> AddAsync(object?[] values, CancellationToken cancellation) =>
        FirstAsync(values, static row => (long?)row.Int64(0), cancellation);

    /// <summary>Runs it; the reader is to be disposed before it runs again.</summary>
    public Task<DbDataReader> ReadAsync(object?[] values, CancellationToken cancellation) => Command(values).ExecuteReaderAsync(cancellation);

    public virtual ValueTask DisposeAsync() => _command?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The driver's command with these values.</summary>
    private DbCommand Command(object?[] values)
    {
        var command = _command ??= Create();
        for (var at = 0; at < values.Length; at++)
            command.Parameters[at].Value = Stored(values[at]);
        return command;
    }

    private DbCommand Create()
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Key is { } key ? $"{statement.Sql} RETURNING {key}" : statement.Sql;
        command.Transaction = transaction;
        foreach (var (name, type) in statement.Parameters)
            AddParameter(command, name, type);
        return command;
    }

    private static void AddParameter(DbCommand command, string name, DbType type)
    {
        var parameter = command.CreateParameter();
        // With its mark: SQLite's driver would look for the name with each of three marks.
        parameter.ParameterName = "@" + name;
        parameter.DbType = type;
        command.Parameters.Add(parameter);
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string text => TextHandler.Storable(text),
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
