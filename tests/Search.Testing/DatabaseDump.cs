using System.Globalization;
using System.Text;
using Search.Data;
using Search.Data.Backups;
using Search.Data.Sql;

namespace Search.Testing;

/// <summary>All rows of all tables as sorted lines, the same whichever database holds them; bytes as Latin-1 characters.</summary>
public static class DatabaseDump
{
    public static async Task<string> OfAsync(Database database)
    {
        await using var session = await database.BeginReadAsync();
        return await OfAsync(session);
    }

    public static async Task<string> OfAsync(DataSession session)
    {
        var there = await session.QueryAsync<string>(session.Dialect.TablesStatement);
        var lines = new List<string>();
        foreach (var (table, _) in Migrations.Tables.Where(known => there.Contains(known.Table)))
        {
            await foreach (var row in session.RowsAsync($"SELECT * FROM {table}"))
            {
                var cells = BackupColumn.Of(row).Select((column, at) => (column.Name, Text: Text(row.GetValue(at), column.Kind))).OrderBy(cell => cell.Name, StringComparer.Ordinal);
                lines.Add(table + ": " + string.Join(", ", cells.Select(cell => $"{cell.Name}={cell.Text}")));
            }
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Text(object value, ColumnKind kind) => value switch
    {
        DBNull => "null",
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        string text => $"'{text}'",
        bool truth => truth ? "true" : "false",
        long number when kind == ColumnKind.Truth => number == 0 ? "false" : "true",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
