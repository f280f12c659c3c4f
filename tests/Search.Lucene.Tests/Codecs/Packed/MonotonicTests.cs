using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Packed;

public sealed class MonotonicTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 4)]
    [InlineData(5000, 10)]
    public void A_sequence_that_never_falls_comes_back(int count, int shift)
    {
        var random = new Random(count);
        long last = random.NextInt64(1L << 40) - (1L << 39);
        var values = Enumerable.Range(0, count).Select(_ => last += random.Next(4) == 0 ? 0 : random.NextInt64(1L << random.Next(40))).ToArray();
        using var directory = new MemoryDirectory();
        using (var meta = directory.CreateOutput("meta"))
        using (var data = directory.CreateOutput("data"))
        {
            data.WriteByte(9);
            MonotonicWriter.Write(meta, data, shift, values);
            CodecHeader.WriteFooter(data);
        }
        using var metaView = directory.OpenInput("meta");
        using var dataView = directory.OpenInput("data");
        var input = metaView.ReaderAt(0);
        var reader = MonotonicReader.Read(ref input, dataView, 1, count, shift);
        Assert.Equal(0, input.Remaining);
        Assert.Equal(values, Enumerable.Range(0, count).Select(i => reader.Get(i)));
        for (var i = 0; i < count; i++)
            Assert.Equal(Array.FindLastIndex(values, value => value <= values[i]), reader.Floor(values[i]));
    }

    [Fact]
    public void Packed_integers_of_every_direct_width_come_back()
    {
        for (var bits = 1; bits <= 64; bits++)
        {
            var width = PackedWriter.DirectWidth(bits);
            var random = new Random(bits);
            var values = Enumerable.Range(0, 100).Select(_ => random.NextInt64() & (width == 64 ? -1 : (1L << width) - 1)).ToArray();
            using var directory = new MemoryDirectory();
            using (var data = directory.CreateOutput("data"))
            {
                var writer = new PackedWriter(data, width);
                foreach (var value in values)
                    writer.Add(value);
                writer.FinishDirect();
                CodecHeader.WriteFooter(data);
            }
            using var view = directory.OpenInput("data");
            var reader = new PackedReader(view, 0, values.Length, width);
            Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => reader.Get(i)));
        }
    }
}
