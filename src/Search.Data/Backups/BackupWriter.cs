using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Search.Data.Backups;

/// <summary>Writes the lines of a backup, gathered to pieces that are worth compressing. What is not ended by <see cref="EndAsync"/> is refused when read.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private const int PieceSize = 1 << 16;

    private readonly GZipStream _gzip;
    private readonly ArrayBufferWriter<byte> _piece = new(PieceSize * 2);
    private readonly Utf8JsonWriter _json;
    private readonly CancellationToken _cancellation;

    public BackupWriter(Stream output, CancellationToken cancellation)
    {
        _gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        _json = new Utf8JsonWriter(_piece, BackupFormat.Json);
        _cancellation = cancellation;
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    public Task BeginAsync(int schema, DateTimeOffset at) => LineAsync(new { format = BackupFormat.Name, schema, at });

    public Task TableAsync(string table, IEnumerable<BackupColumn> columns) => LineAsync(new { table, columns = columns.Select(column => column.Name) });

    public Task RowAsync(DbDataReader row, BackupColumn[] columns)
    {
        _json.WriteStartArray();
        for (var at = 0; at < columns.Length; at++)
            Write(row.GetValue(at), columns[at]);
        _json.WriteEndArray();
        Rows++;
        return EndLineAsync();
    }

    public async Task EndAsync()
    {
        await LineAsync(new { end = true, rows = Rows });
        await FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _gzip.DisposeAsync();
    }

    private void Write(object value, BackupColumn column)
    {
        switch (column.Kind, value)
        {
            case (_, DBNull):
                _json.WriteNullValue();
                break;
            case (ColumnKind.Number, long or int):
                _json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case (ColumnKind.Text, string text):
                _json.WriteStringValue(text);
                break;
            case (ColumnKind.Truth, bool truth):
                _json.WriteBooleanValue(truth);
                break;
            case (ColumnKind.Truth, long number):
                _json.WriteBooleanValue(number != 0);
                break;
            case (ColumnKind.Bytes, byte[] bytes):
                _json.WriteStartObject();
                _json.WriteBase64String(BackupFormat.Base64, bytes);
                _json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"column {column.Name} holds {value.GetType().Name} instead of {column.Kind}");
        }
    }

    private Task LineAsync(object line)
    {
        JsonSerializer.Serialize(_json, line);
        return EndLineAsync();
    }

    private Task EndLineAsync()
    {
        _json.Flush();
        _json.Reset();
        _piece.Write("\n"u8);
        return _piece.WrittenCount < PieceSize ? Task.CompletedTask : FlushAsync();
    }

    private async Task FlushAsync()
    {
        await _gzip.WriteAsync(_piece.WrittenMemory, _cancellation);
        _piece.ResetWrittenCount();
    }
}
