using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

public sealed class AuthorNamesTests
{
    [Theory]
    [InlineData("By Osama Abu Zeid and Dan Wilkofsky […]", "Osama Abu Zeid|Dan Wilkofsky")]
    [InlineData("by Jane Doe, John Smith & Ann Lee", "Jane Doe|John Smith|Ann Lee")]
    [InlineData("me@example.com (Example Editor)", "Example Editor")]
    [InlineData("Example Editor (me@example.com)", "Example Editor")]
    [InlineData("Martin Luther King, Jr.", "Martin Luther King Jr")]
    [InlineData("بقلم: أيمن الرفاتي", "أيمن الرفاتي")]
    [InlineData("Von Karin Fischer", "Karin Fischer")]
    [InlineData("Jane Doe | Example News", "Jane Doe")]
    [InlineData("Jane Doe, Jane Doe", "Jane Doe")]
    [InlineData("admin", "")]
    [InlineData("https://example.com/author/jane", "")]
    [InlineData("", "")]
    public void Names_are_taken_out_of_a_byline(string byline, string expected) => Assert.Equal(expected, string.Join('|', AuthorNames.Parse(byline)));

    [Theory]
    [InlineData("By Osama Abu Zeid and Dan Wilkofsky", true)]
    [InlineData("By the river they sat down and wept", false)]
    [InlineData("Osama Abu Zeid", false)]
    public void A_byline_is_told_from_a_sentence(string line, bool expected) => Assert.Equal(expected, AuthorNames.IsByline(line));
}
