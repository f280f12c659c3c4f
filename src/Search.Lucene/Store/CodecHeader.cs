using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Search.Lucene.Numerics;

namespace Search.Lucene.Store;

/// <summary>
/// The frame around every file of an index (Lucene's CodecUtil). Header: magic int32, codec name (string), version int32, 16 bytes of
/// id, one length byte and the suffix in ASCII. Footer: inverted magic int32, algorithm 0 as int32, CRC-32 of all before it as int64.
/// All integers big-endian. Stateless.
/// </summary>
internal static class CodecHeader
{
    public const int Magic = 0x3FD76C17;
    public const int FooterMagic = ~Magic;
    public const int FooterLength = 16;
    public const int IdLength = 16;

    public static void WriteIndexHeader(IndexOutput output, string codec, int version, ReadOnlySpan<byte> id, string suffix)
    {
        if (id.Length != IdLength)
            throw new ArgumentException($"an id has {IdLength} bytes", nameof(id));
        if (suffix.Length > byte.MaxValue || !Ascii.IsValid(suffix))
            throw new ArgumentException("a suffix is at most 255 ASCII characters", nameof(suffix));
        output.WriteInt(Magic);
        output.WriteString(codec);
        output.WriteInt(version);
        output.WriteBytes(id);
        output.WriteByte((byte)suffix.Length);
        output.WriteBytes(Encoding.ASCII.GetBytes(suffix));
    }

    /// <summary>Bytes that <see cref="WriteIndexHeader"/> takes.</summary>
    public static int IndexHeaderLength(string codec, string suffix) => 9 + codec.Length + IdLength + 1 + suffix.Length;

    /// <summary>Reads the header at the cursor and returns its version.</summary>
    /// <exception cref="IndexFormatException">Another codec or version.</exception>
    /// <exception cref="CorruptIndexException">No header, or one of another segment.</exception>
    public static int CheckIndexHeader(ref ByteReader input, string codec, int minVersion, int maxVersion, ReadOnlySpan<byte> id, string suffix)
    {
        var version = CheckCodec(ref input, codec, minVersion, maxVersion);
        CheckId(ref input, id);
        CheckSuffix(ref input, suffix);
        return version;
    }

    /// <summary>As the other overload, at the start of <paramref name="file"/>; also looks for a footer, so truncated files are refused.</summary>
    public static int CheckIndexHeader(FileView file, string codec, int minVersion, int maxVersion, ReadOnlySpan<byte> id, string suffix)
    {
        var input = file.ReaderAt(0);
        var version = CheckIndexHeader(ref input, codec, minVersion, maxVersion, id, suffix);
        CheckFooter(file);
        return version;
    }

    /// <summary>Reads the header at the cursor up to the id, which is returned.</summary>
    public static ReadOnlySpan<byte> CheckIndexHeaderAnyId(ref ByteReader input, string codec, int minVersion, int maxVersion, string suffix, out int version)
    {
        version = CheckCodec(ref input, codec, minVersion, maxVersion);
        var id = input.ReadBytes(IdLength);
        CheckSuffix(ref input, suffix);
        return id;
    }

    /// <summary>Checks that the file starts with a header of this id, whatever its codec, version and suffix.</summary>
    public static void CheckIndexHeaderOfAnyCodec(FileView file, ReadOnlySpan<byte> id)
    {
        var input = file.ReaderAt(0);
        var magic = input.ReadInt();
        if (magic != Magic)
            CorruptIndexException.Throw(file.Name, 0, "header magic " + Hex(Magic), Hex(magic));
        input.ReadString();
        input.ReadInt();
        CheckId(ref input, id);
    }

    /// <summary>Ends the file: everything written before is covered by the checksum.</summary>
    public static void WriteFooter(IndexOutput output)
    {
        output.WriteInt(FooterMagic);
        output.WriteInt(0);
        output.WriteLong(output.Checksum);
    }

    /// <summary>Checks that the file ends in a footer and returns the checksum that it states; does not read the rest of the file.</summary>
    public static uint CheckFooter(FileView file)
    {
        var at = file.Length - FooterLength;
        if (at < 0)
            CorruptIndexException.Throw(file.Name, 0, $"a footer of {FooterLength} bytes", $"a file of {file.Length} bytes");
        var footer = file.Slice(at, FooterLength);
        var magic = BinaryPrimitives.ReadInt32BigEndian(footer);
        if (magic != FooterMagic)
            CorruptIndexException.Throw(file.Name, at, "footer magic " + Hex(FooterMagic), Hex(magic));
        var algorithm = BinaryPrimitives.ReadInt32BigEndian(footer[4..]);
        if (algorithm != 0)
            CorruptIndexException.Throw(file.Name, at + 4, "checksum algorithm 0", algorithm.ToString(CultureInfo.InvariantCulture));
        var checksum = BinaryPrimitives.ReadInt64BigEndian(footer[8..]);
        if ((ulong)checksum > uint.MaxValue)
            CorruptIndexException.Throw(file.Name, at + 8, "a checksum of 32 bits", checksum.ToString("x16", CultureInfo.InvariantCulture));
        return (uint)checksum;
    }

    /// <summary>Checks the footer and the checksum of the whole file, which it reads from start to end.</summary>
    public static void VerifyChecksum(FileView file)
    {
        var stated = CheckFooter(file);
        var crc = new Crc32();
        var end = file.Length - 8;
        const int Step = 1 << 20;
        for (long at = 0; at < end; at += Step)
            crc.Append(file.Slice(at, (int)Math.Min(Step, end - at)));
        if (crc.Value != stated)
            CorruptIndexException.Throw(file.Name, end, "checksum " + Hex((int)stated), Hex((int)crc.Value));
    }

    private static int CheckCodec(ref ByteReader input, string codec, int minVersion, int maxVersion)
    {
        var start = input.Position;
        var magic = input.ReadInt();
        if (magic != Magic)
            CorruptIndexException.Throw(input.File, start, "header magic " + Hex(Magic), Hex(magic));
        var actual = input.ReadString();
        if (!string.Equals(actual, codec, StringComparison.Ordinal))
            ThrowFormat(input.File, $"holds codec \"{Printable(actual)}\", not \"{codec}\"");
        var version = input.ReadInt();
        if (version < minVersion || version > maxVersion)
            ThrowFormat(input.File, $"codec {codec} has version {version}; this library reads {Versions(minVersion, maxVersion)}");
        return version;
    }

    private static void CheckId(ref ByteReader input, ReadOnlySpan<byte> id)
    {
        var start = input.Position;
        var actual = input.ReadBytes(IdLength);
        if (!actual.SequenceEqual(id))
            CorruptIndexException.Throw(input.File, start, "segment id " + Convert.ToHexStringLower(id), Convert.ToHexStringLower(actual));
    }

    private static void CheckSuffix(ref ByteReader input, string suffix)
    {
        var start = input.Position;
        var actual = Encoding.ASCII.GetString(input.ReadBytes(input.ReadByte()));
        if (!string.Equals(actual, suffix, StringComparison.Ordinal))
            CorruptIndexException.Throw(input.File, start, $"suffix \"{suffix}\"", $"\"{Printable(actual)}\"");
    }

    private static string Versions(int min, int max) => min == max
        ? min.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");

    private static string Printable(string text) =>
        string.Concat(text.Take(64).Select(c => char.IsControl(c) ? '?' : c));

    private static string Hex(int value) => value.ToString("x8", CultureInfo.InvariantCulture);

    [DoesNotReturn]
    private static void ThrowFormat(string file, string message) => throw new IndexFormatException(file, message);
}
