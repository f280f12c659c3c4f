using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Search.Benchmarks.Alerts;

/// <summary>Writes rows by the hundred thousand, many a statement, values as text. Not thread-safe.</summary>
internal sealed class BulkRows(DbConnection connection, DbTransaction transaction, string table, string columns)
{
    private readonly StringBuilder _sql = new();
    private int _rows;

    /// <summary>Values are numbers, booleans, null, or texts.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        _sql.Append(_rows == 0 ? $"INSERT INTO {table} ({columns}) VALUES (" : ",(");
        for (var at = 0; at < values.Length; at++)
            _sql.Append(at == 0 ? "" : ",").Append(Literal(values[at]));
        _sql.Append(')');
        _rows++;
    }

    public void Flush()
    {
        if (_rows == 0)
            return;
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = _sql.ToString();
        command.ExecuteNonQuery();
        _sql.Clear();
        _rows = 0;
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
