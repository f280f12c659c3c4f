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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Texts_are_what_writing_them_anew_gives(int seed)
    {
        var random = new Random(seed);
        string[] pieces =
        [
            "word", "a", "Some more words of a text", ".", " ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\v", "\u0085", "\u2028", "\u2029", "\0", "\u0007", "\u00AD",
            "\u00A0", "\u200B", "\uFEFF", "\uFFFE", "\uFFFD", "\uE000", "é", "خبر عاجل", "’", "\U0001F600", "\U000E0080", "\uD83D", "\uDE00", "~", "\u007F", "&amp;", "&nbsp;",
        ];
        for (var round = 0; round < 6_000; round++)
            AssertAsNaive(string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => random.Next(3) == 0 ? "words" : pieces[random.Next(pieces.Length)])));
        for (var round = 0; round < 6_000; round++)
            AssertAsNaive(string.Create(random.Next(8), random, static (text, random) => random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text))));
    }

    [Fact]
    public void Every_character_has_the_fate_that_writing_it_gives()
    {
        for (var character = 0; character <= char.MaxValue; character++)
            AssertAsNaive($"a{(char)character}b {(char)character} c{(char)character}");
    }

    [Fact]
    public void A_text_that_is_clean_already_is_the_same_object()
    {
        foreach (var text in new[] { "a b", "“Ein” Wort,\ndann\n\nnoch – eins", "خبر عاجل\n😀" })
            Assert.Same(text, CleanText.Paragraphs(text));
        Assert.Same("a ’b", CleanText.Line("a ’b"));
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", CleanText.Line("a\uD800b"));

    [Fact]
    public void Paragraphs_keep_one_empty_line_between_them() => Assert.Equal("a b\nc\n\nd", CleanText.Paragraphs("\n a  b\nc\n\n\n\nd\n"));

    [Fact]
    public void A_title_escaped_twice_is_resolved() => Assert.Equal("A & B", CleanText.Title("A &amp; B"));

    private static void AssertAsNaive(string text)
    {
        Assert.Equal(NaiveCleanText.Line(text), CleanText.Line(text));
        Assert.Equal(NaiveCleanText.Title(text), CleanText.Title(text));
        Assert.Equal(NaiveCleanText.Paragraphs(text), CleanText.Paragraphs(text));
        Assert.Equal(NaiveCleanText.Paragraphs(text), CleanText.ParagraphsInPlace(text.ToCharArray()));
    }

    private static string Naive(string text)
    {
        var clean = string.Concat(text.EnumerateRunes().Select(rune =>
            Rune.IsWhiteSpace(rune) || rune.Value is 0 or 0x200B or 0xFEFF ? " "
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned || rune.Value == 0xAD ? ""
            : rune.ToString()));
        return string.Join(' ', clean.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
