using System.Data.Common;

namespace Search.Data.Sql;

/// <summary>The row of a driver's reader.</summary>
internal sealed class ReaderRow(DbDataReader reader) : IRow
{
    public long Int64(int column) => reader.GetInt64(column);

    public string Text(int column) => reader.GetString(column);

    public bool Boolean(int column) => reader.GetBoolean(column);

    public bool IsNull(int column) => reader.IsDBNull(column);
}
