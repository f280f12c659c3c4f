using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.BlockTree;

public sealed class LowercaseAsciiTests
{
    [Fact]
    public void What_is_packed_is_read_back_and_smaller() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(0, 3000)];
            var rarity = random.Next(2) == 0 ? 40 : 500;
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = random.Next(rarity) == 0 ? (byte)random.Next(256) : "abcxyz0189.-_"u8[random.Next(13)];
            var packed = new ByteArrayWriter();
            if (!LowercaseAscii.TryCompress(bytes, packed))
                return packed.Length == 0;
            return Unpack(packed.Bytes, bytes.Length).AsSpan().SequenceEqual(bytes) && packed.Length < bytes.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exceptions_far_apart_are_bridged()
    {
        var bytes = Encoding.ASCII.GetBytes(new string('a', 2000));
        bytes[0] = (byte)'A';
        bytes[300] = 0xFF;
        bytes[1999] = (byte)'Z';
        var packed = new ByteArrayWriter();
        Assert.True(LowercaseAscii.TryCompress(bytes, packed));
        Assert.Equal(bytes, Unpack(packed.Bytes, bytes.Length));
    }

    [Theory]
    [InlineData("ABCDEFGHIJKLMNOP")]
    [InlineData("short")]
    public void What_would_not_shrink_is_left_alone(string text) =>
        Assert.False(LowercaseAscii.TryCompress(Encoding.ASCII.GetBytes(text), new ByteArrayWriter()));

    [Fact]
    public void An_exception_outside_is_damage() =>
        Assert.Throws<CorruptIndexException>(() => Unpack([1, 2, 3, 4, 5, 6, 1, 8, 65], 8));

    private static byte[] Unpack(ReadOnlySpan<byte> packed, int length)
    {
        var reader = new ByteReader(packed);
        var bytes = new byte[length];
        LowercaseAscii.Decompress(ref reader, bytes);
        Assert.Equal(0, reader.Remaining);
        return bytes;
    }
}
