using System.Globalization;
using System.Text;
using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("  a \t b\r\n c ", "a b c")]
    [InlineData("a\0b\u0007c", "a bc")]
    [InlineData("a\u00A0b\u200Bc", "a b c")]
    [InlineData("so\u00ADft", "soft")]
    [InlineData(null, "")]
    public void A_line_has_single_spaces_and_no_controls(string? given, string expected) => Assert.Equal(expected, CleanText.Line(given));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_line_is_what_its_code_points_give_one_by_one(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["word", "a", " ", "  ", "\t", "\n", "\0", "\u0007", "\u00AD", "\u00A0", "\u200B", "é", "خبر", "\U0001F600", "\uD83D", "\uDE00", "\u2028", "~", "\u007F"];
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.Equal(Naive(text), CleanText.Line(text));
        }
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", CleanText.Line("a\uD800b"));

    [Fact]
    public void Paragraphs_keep_one_empty_line_between_them() => Assert.Equal("a b\nc\n\nd", CleanText.Paragraphs("\n a  b\nc\n\n\n\nd\n"));

    [Fact]
    public void A_title_escaped_twice_is_resolved() => Assert.Equal("A & B", CleanText.Title("A &amp; B"));

    private static string Naive(string text)
    {
        var clean = string.Concat(text.EnumerateRunes().Select(rune =>
            Rune.IsWhiteSpace(rune) || rune.Value is 0 or 0x200B or 0xFEFF ? " "
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned || rune.Value == 0xAD ? ""
            : rune.ToString()));
        return string.Join(' ', clean.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
