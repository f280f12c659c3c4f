using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Search.Data.Sql;

/// <summary>
/// A <see cref="PreparedStatement"/> that calls SQLite without its driver's commands: those look up each parameter by its name, and make a
/// copy of each text, every time. Rows that are not kept, one after the other, are still read by the driver. Errors are the driver's.
/// </summary>
internal sealed class SqliteStatement(SqliteConnection connection, SqliteTransaction? transaction, FrequentStatement statement)
    : PreparedStatement(connection, transaction, statement), IRow
{
    private readonly FrequentStatement _statement = statement;
    private readonly bool _isInTransaction = transaction is not null;
    private readonly sqlite3 _database = connection.Handle!;
    private sqlite3_stmt? _prepared;
    private int[] _places = [];

    public override ValueTask<int> ExecuteAsync(object?[] values, CancellationToken cancellation) => ValueTask.FromResult(Execute(values, cancellation));

    public override ValueTask<T?> FirstAsync<T>(object?[] values, Func<IRow, T> read, CancellationToken cancellation)
        where T : default
    {
        cancellation.ThrowIfCancellationRequested();
        CheckTransaction();
        var prepared = Prepared();
        try
        {
            Bind(prepared, values);
            return ValueTask.FromResult(Step(prepared) ? read(this) : default);
        }
        finally
        {
            Reset(prepared);
        }
    }

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(object?[] values, Func<IRow, T> read, CancellationToken cancellation)
    {
        CheckTransaction();
        var prepared = Prepared();
        try
        {
            Bind(prepared, values);
            var list = new List<T>();
            for (cancellation.ThrowIfCancellationRequested(); Step(prepared); cancellation.ThrowIfCancellationRequested())
                list.Add(read(this));
            return ValueTask.FromResult<IReadOnlyList<T>>(list);
        }
        finally
        {
            Reset(prepared);
        }
    }

    /// <summary>Without RETURNING, for which SQLite opens a table in memory and keeps each page that it changes, to undo the statement alone.</summary>
    public override ValueTask<long?> AddAsync(object?[] values, CancellationToken cancellation) =>
        ValueTask.FromResult<long?>(Execute(values, cancellation) == 0 ? null : raw.sqlite3_last_insert_rowid(_database));

    public override ValueTask DisposeAsync()
    {
        _prepared?.Dispose();
        return base.DisposeAsync();
    }

    long IRow.Int64(int column) => raw.sqlite3_column_int64(Prepared(), column);

    string IRow.Text(int column) => raw.sqlite3_column_text(Prepared(), column).utf8_to_string();

    bool IRow.Boolean(int column) => raw.sqlite3_column_int64(Prepared(), column) != 0;

    bool IRow.IsNull(int column) => raw.sqlite3_column_type(Prepared(), column) == raw.SQLITE_NULL;

    private int Execute(object?[] values, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        CheckTransaction();
        var prepared = Prepared();
        try
        {
            Bind(prepared, values);
            while (Step(prepared))
            {
            }
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset(prepared);
        }
    }

    /// <summary>SQLite ends a transaction by itself when a disk is full: what runs then would be kept at once, without what came before it.</summary>
    private void CheckTransaction()
    {
        if (_isInTransaction && raw.sqlite3_get_autocommit(_database) != 0)
            throw new InvalidOperationException("the database has rolled the transaction back after an error; nothing more can be written in it");
    }

    private sqlite3_stmt Prepared()
    {
        if (_prepared is not null)
            return _prepared;
        Check(raw.sqlite3_prepare_v2(_database, _statement.Sql, out var prepared));
        _places = new int[_statement.Parameters.Count];
        for (var at = 0; at < _places.Length; at++)
            _places[at] = raw.sqlite3_bind_parameter_index(prepared, "@" + _statement.Parameters[at].Name);
        return _prepared = prepared;
    }

    private void Bind(sqlite3_stmt prepared, object?[] values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            var place = _places[at];
            Check(values[at] switch
            {
                null => raw.sqlite3_bind_null(prepared, place),
                string text => BindText(prepared, place, TextHandler.Storable(text)),
                long number => raw.sqlite3_bind_int64(prepared, place, number),
                int number => raw.sqlite3_bind_int64(prepared, place, number),
                bool truth => raw.sqlite3_bind_int64(prepared, place, truth ? 1 : 0),
                DateTimeOffset instant => raw.sqlite3_bind_int64(prepared, place, instant.ToUnixTimeMilliseconds()),
                var other => throw new ArgumentException($"a value of the type {other.GetType()} is not stored by a frequent statement", nameof(values)),
            });
        }
    }

    /// <summary>SQLite makes its own copy. No bytes at all would be NULL, so the empty text goes in as a terminated string.</summary>
    private static int BindText(sqlite3_stmt prepared, int place, string text)
    {
        if (text.Length == 0)
            return raw.sqlite3_bind_text(prepared, place, "");
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(prepared, place, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>True at a row, false at the end.</summary>
    private bool Step(sqlite3_stmt prepared)
    {
        var result = raw.sqlite3_step(prepared);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Lets go of the values too: a text may be long. What it returns is the error of the step before, which was thrown there.</summary>
    private static void Reset(sqlite3_stmt prepared)
    {
        _ = raw.sqlite3_reset(prepared);
        _ = raw.sqlite3_clear_bindings(prepared);
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
