using Search.Alerts.Digests;

namespace Search.Alerts.Tests.Digests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("  two\r\n\tlines \u2028 ", "two lines")]
    [InlineData("a\u202Eb\u2066c\u2069d\u200Fe\u061Cf\uFEFF", "abcdef")]
    [InlineData("a\ud800b\udc00c\uFFFEd", "abcd")]
    [InlineData("👩‍👩‍👧‍👦 \0x", "👩‍👩‍👧‍👦 x")]
    [InlineData("مَعَارِك", "مَعَارِك")]
    [InlineData(null, "")]
    public void A_line_is_one_line_without_what_changes_order_unseen(string? text, string line) => Assert.Equal(line, SafeText.Line(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abcd efg", 6, "abcd…")]
    [InlineData("abcdef g", 6, "abcde…")]
    [InlineData("abcdef  ", 6, "abcdef")]
    [InlineData("abc👩‍👩‍👧‍👦d", 8, "abc…")]
    [InlineData("abe\u0301\u0302f", 4, "ab…")]
    [InlineData("👍🏽👍🏽👍🏽", 9, "👍🏽👍🏽…")]
    public void A_cut_tears_no_character_from_its_marks(string text, int length, string line) => Assert.Equal(line, SafeText.Line(text, length));

    [Fact]
    public void Places_stay_what_they_are_where_length_must()
    {
        const string Text = "a\u202Eb\ud800c👍\r\nd\udc00";
        Assert.Equal("a b c👍  d ", SafeText.SameLength(Text));
        Assert.Equal(Text.Length, SafeText.SameLength(Text).Length);
    }

    [Theory]
    [InlineData("القلمون x", "rtl")]
    [InlineData("17 القلمون", "rtl")]
    [InlineData("x القلمون", "ltr")]
    [InlineData("שלום", "rtl")]
    [InlineData("17", "ltr")]
    public void Direction_is_that_of_the_first_letter(string text, string direction) => Assert.Equal(direction, SafeText.Direction(text));

    [Fact]
    public void An_excerpt_is_cut_with_its_marks()
    {
        var excerpt = new Excerpt("one two three four", [(0, 3), (4, 3), (8, 5), (14, 4)]);
        var cut = excerpt.Within(13, marks: 2);
        Assert.Equal(("one two three…", 2), (cut.Text, cut.Marks.Count));
        Assert.Equal([("one", true), (" ", false), ("two", true), (" three…", false)], cut.Parts());
        Assert.Equal(excerpt.Marks, excerpt.Within(100, 10).Marks);
        Assert.Empty(new Excerpt("👍x", [(1, 1)]).Within(10, 10).Marks);
    }
}
