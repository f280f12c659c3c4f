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

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", CleanText.Line("a\uD800b"));

    [Fact]
    public void Paragraphs_keep_one_empty_line_between_them() => Assert.Equal("a b\nc\n\nd", CleanText.Paragraphs("\n a  b\nc\n\n\n\nd\n"));

    [Fact]
    public void A_title_escaped_twice_is_resolved() => Assert.Equal("A & B", CleanText.Title("A &amp; B"));
}
