using System.Text;
using Search.Analysis.Unicode;

namespace Search.Analysis.Tests.Unicode;

public class FoldingTests
{
    [Fact]
    public void Folding_what_is_folded_changes_nothing_for_any_code_point()
    {
        foreach (var text in EveryCodePoint())
        {
            var folded = Folding.Fold(text);
            Assert.Equal(folded, Folding.Fold(folded));
        }
    }

    [Fact]
    public void Folding_grows_no_code_point_beyond_its_limit()
    {
        foreach (var text in EveryCodePoint())
            Assert.InRange(Encoding.UTF8.GetByteCount(Folding.Fold(text)), 0, Encoding.UTF8.GetByteCount(text) * Folding.MaxGrowth);
    }

    [Fact]
    public void Case_makes_no_difference_after_folding()
    {
        foreach (var point in Enumerable.Range(0, 0x110000).Where(CodePoints.HasLower))
            Assert.Equal(Folding.Fold(new Rune(CodePoints.Lower(point)).ToString()), Folding.Fold(new Rune(point).ToString()));
    }

    [Theory]
    [InlineData("كتابٌ", "كتاب")]
    [InlineData("گفتگوی", "گفتگوي")]
    [InlineData("بِسْمِ", "بسم")]
    [InlineData("ﻻ", "لا")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("Ǿ Ǽ Ĳ ǅ", "o ae ij dz")]
    [InlineData("नमस्ते が 한글", "नमस्ते が 한글")]
    public void Letters_become_what_readers_take_them_for(string text, string expected) => Assert.Equal(expected, Folding.Fold(text));

    private static IEnumerable<string> EveryCodePoint() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(point => new Rune(point).ToString());
}
