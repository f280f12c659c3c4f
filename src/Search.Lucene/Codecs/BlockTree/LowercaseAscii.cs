using System.Globalization;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Packs four bytes into three where nearly all bytes are lower-case letters, digits or a few signs (0x1F to 0x3E and 0x5F to 0x7E).
/// Each such byte becomes six bits; the last quarter of them is cut into pairs of bits that fill the top bits of the others.
/// The bytes that do not fit follow, each with its distance from the one before.
/// </summary>
internal static class LowercaseAscii
{
    private const int MinLength = 8;

    /// <summary>Appends the packed bytes; false, and appends nothing, when too many of them do not fit.</summary>
    public static bool TryCompress(ReadOnlySpan<byte> bytes, ByteArrayWriter output)
    {
        if (bytes.Length < MinLength || !CountExceptions(bytes, out var exceptions))
            return false;
        var saved = bytes.Length >>> 2;
        var kept = bytes.Length - saved;
        var packed = output.Append(kept);
        for (var i = 0; i < kept; i++)
            packed[i] = SixBits(bytes[i]);
        for (var i = 0; i < saved; i++)
        {
            var bits = SixBits(bytes[kept + i]);
            packed[i] |= (byte)((bits & 0x30) << 2);
            packed[saved + i] |= (byte)((bits & 0x0C) << 4);
            packed[(2 * saved) + i] |= (byte)((bits & 0x03) << 6);
        }
        output.WriteVInt(exceptions);
        if (exceptions > 0)
            WriteExceptions(bytes, output);
        return true;
    }

    /// <summary>Fills <paramref name="bytes"/> from the packed form at the cursor.</summary>
    public static void Decompress(ref ByteReader input, Span<byte> bytes)
    {
        var saved = bytes.Length >>> 2;
        var kept = bytes.Length - saved;
        var packed = input.ReadBytes(kept);
        for (var i = 0; i < kept; i++)
            bytes[i] = FromSixBits(packed[i]);
        for (var i = 0; i < saved; i++)
        {
            var bits = ((packed[i] & 0xC0) >>> 2) | ((packed[saved + i] & 0xC0) >>> 4) | ((packed[(2 * saved) + i] & 0xC0) >>> 6);
            bytes[kept + i] = FromSixBits(bits);
        }
        var at = 0;
        for (var left = input.ReadVInt(); left > 0; left--)
        {
            at += input.ReadByte();
            if (at >= bytes.Length)
                input.ThrowCorrupt($"an exception within {bytes.Length} bytes", at.ToString(CultureInfo.InvariantCulture));
            bytes[at] = input.ReadByte();
        }
    }

    private static bool Fits(byte b) => ((b + 1) & ~0x1F) is 0x20 or 0x60;

    private static byte SixBits(byte b)
    {
        var shifted = b + 1;
        return (byte)((shifted & 0x1F) | ((shifted & 0x40) >>> 1));
    }

    private static byte FromSixBits(int bits) => (byte)(((bits & 0x1F) | 0x20 | ((bits & 0x20) << 1)) - 1);

    /// <summary>A byte that fits may be listed too, to bridge distances of more than 255; one in 32 may be listed in all.</summary>
    private static bool CountExceptions(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        var last = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Fits(bytes[i]))
                continue;
            count += 1 + (Math.Max(0, i - last - 1) / byte.MaxValue);
            if (count > bytes.Length >>> 5)
                return false;
            last = i;
        }
        return true;
    }

    private static void WriteExceptions(ReadOnlySpan<byte> bytes, ByteArrayWriter output)
    {
        var last = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Fits(bytes[i]))
                continue;
            for (; i - last > byte.MaxValue; last += byte.MaxValue)
            {
                output.WriteByte(byte.MaxValue);
                output.WriteByte(bytes[last + byte.MaxValue]);
            }
            output.WriteByte((byte)(i - last));
            output.WriteByte(bytes[i]);
            last = i;
        }
    }
}
