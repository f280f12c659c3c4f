using System.Text;
using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_algorithm_is_met()
    {
        var crc = new Crc32();
        crc.Append(Encoding.ASCII.GetBytes("123456789"));
        Assert.Equal(0xCBF43926u, crc.Value);
        Assert.Equal(0u, new Crc32().Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Folding_gives_what_the_tables_give_at_every_length_and_cut(int variant)
    {
        var random = new Random(7);
        var bytes = new byte[1500];
        random.NextBytes(bytes);
        for (var length = 0; length < bytes.Length; length += random.Next(1, 9))
        {
            var cut = random.Next(length + 1);
            var start = random.Next(bytes.Length - length);
            var actual = new Crc32();
            actual.Append(bytes.AsSpan(start, cut), (SimdVariant)variant);
            actual.Append(bytes.AsSpan(start + cut, length - cut), (SimdVariant)variant);
            Assert.Equal(~Crc32Tables.Append(uint.MaxValue, bytes.AsSpan(start, length)), actual.Value);
        }
    }
}
