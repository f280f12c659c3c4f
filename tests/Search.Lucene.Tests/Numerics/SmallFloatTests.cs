using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public class SmallFloatTests
{
    // Printed by Lucene 8.8.1's SmallFloat.intToByte4.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(39, 39)]
    [InlineData(40, 40)]
    [InlineData(100, 57)]
    [InlineData(1000, 87)]
    [InlineData(123456, 143)]
    [InlineData(int.MaxValue, 255)]
    public void Lengths_have_the_bytes_that_Lucene_gives_them(int length, int expected) =>
        Assert.Equal(expected, SmallFloat.IntToByte4(length));

    [Fact]
    public void Each_code_stands_for_the_smallest_length_that_gets_it()
    {
        for (var code = 0; code <= 255; code++)
        {
            var length = SmallFloat.Byte4ToInt((byte)code);
            Assert.Equal(code, SmallFloat.IntToByte4(length));
            if (length > 0)
                Assert.Equal(code - 1, SmallFloat.IntToByte4(length - 1));
        }
    }
}
