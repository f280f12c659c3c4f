using System.Buffers.Binary;
using System.IO.Compression;

namespace Search.Ingest.Files;

/// <summary>
/// The decompressed bytes of a gzip file, of one or several members. Fails with <see cref="InvalidDataException"/> where the file is
/// damaged or cut off; .NET's own stream takes a cut for the end. Forward reading only.
/// </summary>
/// <remarks>The last four bytes of a sound file are the length of its last member, the four before its CRC (RFC 1952).</remarks>
internal sealed class GzipFile(string path) : Stream
{
    private const int TrailerLength = 8;
    private const int SmallestFile = 18;

    private readonly GZipStream _data = Open(path);
    private long _length;
    private bool _isVerified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _data.Read(buffer, offset, count);
        _length += read;
        if (read == 0 && count > 0 && !_isVerified)
        {
            Verify();
            _isVerified = true;
        }
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _data.Dispose();
        base.Dispose(disposing);
    }

    private static GZipStream Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan), CompressionMode.Decompress);

    private void Verify()
    {
        var size = new FileInfo(path).Length;
        if (size == 0)
            return;
        if (size < SmallestFile)
            throw new InvalidDataException("the end of the compressed data is missing");
        var (crc, length) = ReadTrailer();
        if (length == (uint)_length)
            return;
        if (length > _length || CrcOfLast(length) != crc)
            throw new InvalidDataException("the end of the compressed data is missing");
    }

    private (uint Crc, uint Length) ReadTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-TrailerLength, SeekOrigin.End);
        file.ReadExactly(trailer);
        return (BinaryPrimitives.ReadUInt32LittleEndian(trailer), BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]));
    }

    /// <summary>CRC of the last <paramref name="length"/> bytes, by a second reading: the file has several members, or is cut.</summary>
    private uint CrcOfLast(uint length)
    {
        using var again = Open(path);
        var buffer = new byte[1 << 16];
        var skip = _length - length;
        var crc = uint.MaxValue;
        for (int read; (read = again.Read(buffer)) > 0; skip -= read)
            crc = GzipCrc.Append(crc, buffer.AsSpan((int)Math.Clamp(skip, 0, read), read - (int)Math.Clamp(skip, 0, read)));
        return ~crc;
    }
}
