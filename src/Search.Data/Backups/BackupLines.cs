using System.Buffers.Binary;
using System.IO.Compression;

namespace Search.Data.Backups;

/// <summary>
/// The lines of a backup, one after the other, in UTF-8 and without their line breaks. After the last one the file's checksum and length are
/// checked.
/// </summary>
internal sealed class BackupLines : IAsyncDisposable
{
    private const int LongestLine = 1 << 30;

    private readonly Stream _backup;
    private readonly GZipStream _gzip;
    private byte[] _buffer = new byte[1 << 18];

    // What is read and not yet given out.
    private int _start;
    private int _end;

    // Of all that was read.
    private long _length;

    private BackupLines(Stream backup)
    {
        _backup = backup;
        _gzip = new GZipStream(backup, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <exception cref="BackupException">It is not gzip.</exception>
    public static async Task<BackupLines> OpenAsync(Stream backup, CancellationToken cancellation)
    {
        var magic = new byte[2];
        if (await backup.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation) < magic.Length || magic is not [0x1f, 0x8b])
            throw BackupException.Foreign();
        backup.Position -= magic.Length;
        return new BackupLines(backup);
    }

    /// <summary>Null after the last one. A line is valid until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or ends within a line.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellation)
    {
        var looked = _start;
        while (true)
        {
            var length = _buffer.AsSpan(looked, _end - looked).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(looked + length);
            MakeRoom();
            looked = _end;
            var read = await _gzip.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
                return await EndAsync(cancellation);
            _end += read;
            _length += read;
        }
    }

    public ValueTask DisposeAsync() => _gzip.DisposeAsync();

    /// <summary>The stream below does not mind when the last eight bytes, checksum and length (RFC 1952), are cut off.</summary>
    private async Task<ReadOnlyMemory<byte>?> EndAsync(CancellationToken cancellation)
    {
        if (_start < _end)
            throw new InvalidDataException("it ends within a line");
        var length = new byte[sizeof(uint)];
        _backup.Seek(-length.Length, SeekOrigin.End);
        await _backup.ReadExactlyAsync(length, cancellation);
        return BinaryPrimitives.ReadUInt32LittleEndian(length) == unchecked((uint)_length) ? null : throw new InvalidDataException("its last bytes are missing");
    }

    private ReadOnlyMemory<byte> Take(int end)
    {
        var line = _buffer.AsMemory(_start, end - _start);
        _start = end + 1;
        return line;
    }

    /// <summary>Sees to room behind what is read.</summary>
    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        if (_start == 0 && _buffer.Length >= LongestLine)
            throw new InvalidDataException("a line is too long");
        var place = _start == 0 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(place);
        (_buffer, _start, _end) = (place, 0, _end - _start);
    }
}
