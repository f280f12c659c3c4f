using System.Data.Common;

namespace Search.Data.Backups;

/// <summary>A column of a table.</summary>
internal sealed record BackupColumn(string Name, ColumnKind Kind)
{
    /// <summary>The columns of a statement's rows, by their declared types; asks for no row.</summary>
    public static BackupColumn[] Of(DbDataReader rows) =>
        [.. Enumerable.Range(0, rows.FieldCount).Select(at => new BackupColumn(rows.GetName(at), KindOf(rows.GetDataTypeName(at))))];

    private static ColumnKind KindOf(string declared) => declared.ToUpperInvariant() switch
    {
        "BIGINT" or "INTEGER" => ColumnKind.Number,
        "TEXT" => ColumnKind.Text,
        "BOOLEAN" => ColumnKind.Truth,
        "BLOB" or "BYTEA" => ColumnKind.Bytes,
        _ => throw new InvalidOperationException($"no form for a column of type {declared}"),
    };
}
