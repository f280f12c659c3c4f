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
    public void Integers_of_every_length_are_read_near_the_end_as_far_from_it()
    {
        for (var bits = 0; bits < 63; bits++)
        {
            for (var rest = 0; rest < 12; rest++)
            {
                var writer = new ByteArrayWriter();
                var number = (1L << bits) + (bits * 0x0123_4567_89ABL % (1L << bits));
                writer.WriteVLong(number);
                writer.WriteVInt((int)number & int.MaxValue);
                writer.WriteVInt((int)number & int.MaxValue);
                writer.WriteBytes(Enumerable.Repeat((byte)0x95, rest).ToArray());
                var reader = new ByteReader(writer.Bytes);
                Assert.Equal(number, reader.ReadVLong());
                Assert.Equal((int)number & int.MaxValue, reader.ReadVInt());
                Assert.Equal((int)number & int.MaxValue, reader.ReadVIntAtOnce());
                Assert.Equal(rest, reader.Remaining);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    public void An_integer_that_does_not_end_is_refused(int length)
    {
        var bytes = Enumerable.Repeat((byte)0x80, length).ToArray();
        Assert.Throws<CorruptIndexException>(() => new ByteReader(bytes).ReadVInt());
        Assert.Throws<CorruptIndexException>(() => new ByteReader(bytes).ReadVIntAtOnce());
        Assert.Throws<CorruptIndexException>(() => new ByteReader(bytes).ReadVLong());
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
