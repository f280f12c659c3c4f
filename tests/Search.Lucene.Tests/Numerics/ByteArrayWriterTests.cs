using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Numerics;

public sealed class ByteArrayWriterTests
{
    [Fact]
    public void Integers_are_those_of_the_files()
    {
        var writer = new ByteArrayWriter(1);
        int[] numbers = [0, 1, 127, 128, 300, 1 << 20, int.MaxValue, -1];
        foreach (var number in numbers)
        {
            writer.WriteVInt(number);
            writer.WriteVLong((long)(uint)number << 20);
            writer.WriteZLong(-(long)number);
        }
        var reader = new ByteReader(writer.Bytes);
        foreach (var number in numbers)
        {
            Assert.Equal(number, reader.ReadVInt());
            Assert.Equal((long)(uint)number << 20, reader.ReadVLong());
            Assert.Equal(-(long)number, reader.ReadZLong());
        }
        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void Truncating_forgets_the_end()
    {
        var writer = new ByteArrayWriter();
        writer.WriteBytes([1, 2, 3]);
        writer.Truncate(1);
        writer.WriteByte(9);
        Assert.Equal([1, 9], writer.Bytes.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(3));
    }
}
