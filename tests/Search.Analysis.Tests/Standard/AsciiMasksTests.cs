using Search.Analysis.Standard;

namespace Search.Analysis.Tests.Standard;

public class AsciiMasksTests
{
    private const int WindowSize = 256;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Vector_kernels_give_what_the_scalar_one_gives(bool lowerCase)
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var text = new byte[random.Next(WindowSize + 1)];
            random.NextBytes(text);
            if (round % 2 == 0)
                text = Array.ConvertAll(text, value => (byte)(value & 0x7F));
            var expected = Classify<ScalarMasks>(text, lowerCase);
            Assert.Equal(expected, Classify<Vector128Masks>(text, lowerCase));
            Assert.Equal(expected, Classify<Vector256Masks>(text, lowerCase));
        }
    }

    [Fact]
    public void Every_byte_has_its_bits()
    {
        var masks = new AsciiMasks(WindowSize);
        var text = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        masks.FillBy<ScalarMasks>(text, new byte[WindowSize + AsciiMasks.BlockSize], lowerCase: false);
        for (var value = 0; value < 256; value++)
        {
            var c = (char)value;
            Assert.Equal(char.IsAsciiLetterOrDigit(c) || c == '_', IsSet(masks.Word, value));
            Assert.Equal(char.IsAsciiLetterUpper(c), IsSet(masks.Upper, value));
            Assert.Equal(char.IsAsciiDigit(c), IsSet(masks.Digit, value));
            Assert.Equal(char.IsAsciiLetterOrDigit(c) || c is '_' or '#' or '*' || value >= 0x80, IsSet(masks.Start, value));
            Assert.Equal(c is '_' or '#' or '*' || value >= 0x80, IsSet(masks.Odd, value));
            Assert.Equal(c is '\'' or ',' or '.' or ':' or ';', IsSet(masks.Mark, value));
        }
    }

    private static bool IsSet(ulong[] mask, int index) => (mask[index / 64] >> (index % 64) & 1) != 0;

    /// <summary>All masks and the copy as one list of numbers.</summary>
    private static ulong[] Classify<TKernel>(byte[] text, bool lowerCase)
        where TKernel : IMaskKernel
    {
        var masks = new AsciiMasks(WindowSize);
        var copy = new byte[WindowSize + AsciiMasks.BlockSize];
        masks.FillBy<TKernel>(text, copy, lowerCase);
        return [.. masks.Word, .. masks.Upper, .. masks.Digit, .. masks.Start, .. masks.Odd, .. masks.Mark, .. copy.Select(value => (ulong)value)];
    }
}
