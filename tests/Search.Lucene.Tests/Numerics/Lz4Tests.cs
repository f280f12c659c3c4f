using System.Runtime.InteropServices;
using System.Text;
using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class Lz4Tests
{
    [Fact]
    public void What_was_compressed_decompresses_to_itself()
    {
        var random = new Random(42);
        for (var round = 0; round < 2000; round++)
        {
            var content = RandomContent(random, random.Next(round < 1900 ? 300 : 100_000));
            AssertRoundTrip(content, random.Next(Math.Min(content.Length, 5000) + 1));
        }
    }

    [Fact]
    public void A_dictionary_makes_a_like_text_smaller()
    {
        var text = Encoding.UTF8.GetBytes("the quick brown fox jumps over the lazy dog and never comes back");
        var both = text.Concat(text).ToArray();
        Assert.True(Compress(both, text.Length).Length < 20);
        Assert.True(Compress(text, 0).Length > 50);
    }

    [Fact]
    public void Decompression_stops_at_the_end_that_was_asked_for()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var content = RandomContent(random, 1 + random.Next(2000));
            var compressed = Compress(content, 0);
            var part = random.Next(content.Length + 1);
            var output = new byte[content.Length + 8];
            output.AsSpan().Fill(0xAB);
            Assert.True(Lz4.Decompress(compressed, output, 0, part) >= 0);
            Assert.Equal(content.AsSpan(0, part), output.AsSpan(0, part));
            Assert.True(output.AsSpan(part).IndexOfAnyExcept((byte)0xAB) < 0);
        }
    }

    [Fact]
    public void Damaged_blocks_give_an_error_or_bytes_and_never_leave_the_buffers()
    {
        var random = new Random(3);
        var errors = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var content = RandomContent(random, 1 + random.Next(400));
            var compressed = Compress(content, 0);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                compressed[random.Next(compressed.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0)
                compressed = compressed[..random.Next(compressed.Length + 1)];
            var output = new byte[content.Length + 64];
            output.AsSpan(content.Length).Fill(0xCD);
            if (Lz4.Decompress(compressed, output, 0, content.Length) < 0)
                errors++;
            Assert.True(output.AsSpan(content.Length).IndexOfAnyExcept((byte)0xCD) < 0);
        }
        Assert.True(errors > 1000);
    }

    [Fact]
    public void A_window_of_a_buffer_compresses_as_if_it_stood_alone()
    {
        var random = new Random(11);
        var table = new ushort[Lz4.TableSize];
        for (var round = 0; round < 200; round++)
        {
            var content = RandomContent(random, 1 + random.Next(3000));
            var output = new byte[Lz4.MaxCompressedLength(content.Length)];
            // The table is full of what other windows left in it: the result may differ, but it must decompress.
            var length = Lz4.Compress(content, 0, table, random.Next(100_000), output);
            var back = new byte[content.Length];
            Assert.Equal(length, Lz4.Decompress(output.AsSpan(0, length), back, 0, back.Length));
            Assert.Equal(content, back);
        }
    }

    [Fact]
    public void A_dictionary_that_is_moved_is_found_as_where_it_was_entered()
    {
        var random = new Random(5);
        var (entered, moved) = (new ushort[Lz4.TableSize], new ushort[Lz4.TableSize]);
        for (var round = 0; round < 200; round++)
        {
            var content = RandomContent(random, 1 + random.Next(6000));
            var start = random.Next(content.Length);
            Array.Clear(entered);
            Lz4.AddDictionary(content.AsSpan(0, start), entered);
            var origin = random.Next(200_000);
            random.NextBytes(MemoryMarshal.AsBytes(moved.AsSpan()));
            Lz4.MoveDictionary(entered, moved, origin);
            for (var i = 0; i < moved.Length; i++)
                Assert.Equal((ushort)(entered[i] + origin), moved[i]);
            var (here, there) = (new byte[Lz4.MaxCompressedLength(content.Length - start)], new byte[Lz4.MaxCompressedLength(content.Length - start)]);
            var length = Lz4.Compress(content, start, entered, 0, here);
            Assert.Equal(here.AsSpan(0, length), there.AsSpan(0, Lz4.Compress(content, start, moved, origin, there)));
        }
    }

    private static void AssertRoundTrip(byte[] content, int start)
    {
        var compressed = Compress(content, start);
        var output = new byte[content.Length];
        content.AsSpan(0, start).CopyTo(output);
        Assert.Equal(compressed.Length, Lz4.Decompress(compressed, output, start, output.Length));
        Assert.Equal(content, output);
    }

    private static byte[] Compress(byte[] content, int start)
    {
        var table = new ushort[Lz4.TableSize];
        var output = new byte[Lz4.MaxCompressedLength(content.Length - start)];
        Lz4.AddDictionary(content.AsSpan(0, start), table);
        return output[..Lz4.Compress(content, start, table, 0, output)];
    }

    private static byte[] RandomContent(Random random, int length)
    {
        var content = new byte[length];
        var letters = 1 << random.Next(9);
        for (var i = 0; i < length; i++)
            content[i] = (byte)random.Next(letters);
        for (var copies = random.Next(length / 10 + 1); copies > 0; copies--)
        {
            var from = random.Next(length);
            var to = random.Next(length);
            var count = random.Next(Math.Min(length - Math.Max(from, to), 600));
            content.AsSpan(from, count).CopyTo(content.AsSpan(to));
        }
        return content;
    }
}
