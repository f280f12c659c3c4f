using System.Text;
using Search.Analysis.Unicode;

namespace Search.Analysis.Tests.Unicode;

public class CodePointsTests
{
    [Theory]
    [InlineData('A', 'a')]
    [InlineData('É', 'é')]
    [InlineData('İ', 'i')]
    [InlineData('ẞ', 'ß')]
    [InlineData('Σ', 'σ')]
    [InlineData('a', 'a')]
    [InlineData(0x10400, 0x10428)]
    [InlineData(0x212A, 'k')]
    public void Lower_case_is_Javas(int codePoint, int expected) => Assert.Equal(expected, CodePoints.Lower(codePoint));

    [Fact]
    public void Digits_have_the_values_that_the_platform_knows()
    {
        for (var point = 0x80; point < 0x110000; point++)
        {
            var digit = CodePoints.NonAsciiDigit(point);
            if (digit >= 0)
                Assert.Equal(digit, (int)Rune.GetNumericValue(new Rune(point)));
        }
    }

    [Fact]
    public void Ill_formed_bytes_read_as_the_replacement_character()
    {
        byte[] text = [0xC3, (byte)'a', 0xED, 0xA0, 0x80, 0xF5, 0xE2, 0x82];
        var points = new List<int>();
        for (var i = 0; i < text.Length;)
        {
            points.Add(Utf8.Decode(text, i, out var length));
            i += length;
        }
        Assert.Equal([0xFFFD, 'a', 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD], points);
    }
}
