using System.Data;
using System.Data.Common;
using System.Text.Json;
using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>The statement that puts rows of a backup into one table, prepared; values must have the kinds of their columns.</summary>
internal sealed class RowInsert : IAsyncDisposable
{
    private readonly DbCommand _command;
    private readonly BackupColumn[] _columns;

    private RowInsert(DbCommand command, BackupColumn[] columns)
    {
        _command = command;
        _columns = columns;
    }

    public static async Task<RowInsert> PrepareAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> names)
    {
        var columns = await ColumnsAsync(connection, transaction, table, names);
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(name => "@" + name))})";
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = column.Name;
            parameter.DbType = Type(column.Kind);
            command.Parameters.Add(parameter);
        }
        await command.PrepareAsync();
        return new RowInsert(command, columns);
    }

    /// <exception cref="InvalidDataException">The row does not fit the table.</exception>
    public async Task RunAsync(JsonElement row, CancellationToken cancellation)
    {
        if (row.GetArrayLength() != _columns.Length)
            throw new InvalidDataException("a row that does not fit its table");
        foreach (var (at, value) in row.EnumerateArray().Index())
            _command.Parameters[at].Value = Read(value, _columns[at]);
        await _command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private static async Task<BackupColumn[]> ColumnsAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || names.Any(name => name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || c == '_')))
            throw new InvalidDataException("no name of a column");
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {string.Join(", ", names)} FROM {table} WHERE 1 = 0";
        await using var rows = await command.ExecuteReaderAsync();
        return BackupColumn.Of(rows);
    }

    private static object Read(JsonElement value, BackupColumn column) => (column.Kind, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => DBNull.Value,
        (ColumnKind.Number, JsonValueKind.Number) => value.GetInt64(),
        (ColumnKind.Text, JsonValueKind.String) => TextHandler.Storable(value.GetString()!),
        (ColumnKind.Truth, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (ColumnKind.Bytes, JsonValueKind.Object) => value.GetProperty(BackupFormat.Base64).GetBytesFromBase64(),
        _ => throw new InvalidDataException($"column {column.Name} can't hold {value.ValueKind}"),
    };

    private static DbType Type(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => DbType.Int64,
        ColumnKind.Text => DbType.String,
        ColumnKind.Truth => DbType.Boolean,
        _ => DbType.Binary,
    };
}
