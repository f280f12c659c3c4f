using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Search.Data.Sql;

namespace Search.Data.Backups;

/// <summary>Writes the whole database as it is at one instant, while others write to it.</summary>
public static class DatabaseBackup
{
    /// <summary>Returns the number of rows.</summary>
    public static async Task<long> WriteAsync(Database database, Stream output, CancellationToken cancellation = default)
    {
        await using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        await using var session = await database.BeginSnapshotAsync(cancellation);
        var buffer = new MemoryStream();
        await WriteLineAsync(gzip, buffer, new { format = BackupFormat.Name, schema = Migrations.All.Count, at = session.Now });
        long rows = 0;
        foreach (var (table, _) in Migrations.Tables)
            rows += await WriteTableAsync(session, table, gzip, buffer);
        await WriteLineAsync(gzip, buffer, new { end = true, rows });
        return rows;
    }

    private static async Task<long> WriteTableAsync(DataSession session, string table, Stream output, MemoryStream buffer)
    {
        long rows = 0;
        await foreach (var row in session.RowsAsync($"SELECT * FROM {table}"))
        {
            if (rows++ == 0)
                await WriteLineAsync(output, buffer, new { table, columns = Enumerable.Range(0, row.FieldCount).Select(row.GetName) });
            Write(row, buffer);
            await FlushAsync(output, buffer);
        }
        return rows;
    }

    private static void Write(DbDataReader row, MemoryStream buffer)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        for (var column = 0; column < row.FieldCount; column++)
            Write(row, column, json);
        json.WriteEndArray();
    }

    private static void Write(DbDataReader row, int column, Utf8JsonWriter json)
    {
        switch (row.GetValue(column))
        {
            case DBNull:
                json.WriteNullValue();
                break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("base64", bytes);
                json.WriteEndObject();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number when row.GetDataTypeName(column) == "BOOLEAN":
                json.WriteBooleanValue(number != 0);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case var other:
                throw new InvalidOperationException($"no form for a value of {other.GetType()} in column {row.GetName(column)}");
        }
    }

    private static Task WriteLineAsync(Stream output, MemoryStream buffer, object line)
    {
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(line));
        return FlushAsync(output, buffer);
    }

    private static async Task FlushAsync(Stream output, MemoryStream buffer)
    {
        buffer.WriteByte((byte)'\n');
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        buffer.SetLength(0);
    }
}
