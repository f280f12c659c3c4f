using System.Buffers.Binary;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Testing.Mutation;

/// <summary>One file of an index, damaged at random.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What it holds now.</param>
/// <param name="Kind">What was done.</param>
/// <param name="IsSealed">The checksum at its end was made to fit, so that only the format's own rules can tell.</param>
public sealed record MutatedFile(string Name, byte[] Bytes, MutationKind Kind, bool IsSealed)
{
    private const int LongestBlock = 64;

    /// <summary>Damages a copy of <paramref name="original"/>, which ends in a codec's footer.</summary>
    public static MutatedFile Of(string name, byte[] original, Random random)
    {
        var kind = (MutationKind)random.Next(Enum.GetValues<MutationKind>().Length);
        var isSealed = random.Next(4) > 0;
        var footer = original.AsSpan(original.Length - CodecHeader.FooterLength).ToArray();
        var content = isSealed ? original[..^CodecHeader.FooterLength] : [.. original];
        content = Damage(content, kind, random);
        return new MutatedFile(name, isSealed ? Seal([.. content, .. footer]) : content, kind, isSealed);
    }

    public override string ToString() => $"{Name}, {Kind}{(IsSealed ? ", sealed" : "")}";

    private static byte[] Damage(byte[] bytes, MutationKind kind, Random random)
    {
        switch (kind)
        {
            case MutationKind.FlippedBits:
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case MutationKind.OtherBytes:
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] = random.Next(4) switch { 0 => 0, 1 => 0x7F, 2 => 0xFF, _ => (byte)random.Next(256) };
                break;
            case MutationKind.Run:
                Block(bytes, random).Fill(0xFF);
                break;
            case MutationKind.SwappedBlocks:
                Swap(bytes, random);
                break;
            case MutationKind.RepeatedBlock:
                var source = Block(bytes, random).ToArray();
                source.CopyTo(bytes.AsSpan(random.Next(bytes.Length - source.Length + 1)));
                break;
            default:
                return bytes[..random.Next(bytes.Length)];
        }
        return bytes;
    }

    private static Span<byte> Block(byte[] bytes, Random random)
    {
        var length = random.Next(1, Math.Min(LongestBlock, bytes.Length) + 1);
        return bytes.AsSpan(random.Next(bytes.Length - length + 1), length);
    }

    private static void Swap(byte[] bytes, Random random)
    {
        var length = random.Next(1, Math.Min(LongestBlock, bytes.Length / 2) + 1);
        var left = random.Next((bytes.Length / 2) - length + 1);
        var right = random.Next(bytes.Length / 2, bytes.Length - length + 1);
        var kept = bytes.AsSpan(left, length).ToArray();
        bytes.AsSpan(right, length).CopyTo(bytes.AsSpan(left));
        kept.CopyTo(bytes.AsSpan(right));
    }

    private static byte[] Seal(byte[] bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes.AsSpan(0, bytes.Length - sizeof(long)));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.Length - sizeof(long)), crc.Value);
        return bytes;
    }
}
