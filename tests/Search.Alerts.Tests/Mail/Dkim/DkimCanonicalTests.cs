using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Mail.Dkim;

namespace Search.Alerts.Tests.Mail.Dkim;

public class DkimCanonicalTests
{
    /// <summary>The example of RFC 6376 section 3.4.5.</summary>
    private const string Example = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";

    [Fact]
    public void The_rfcs_example_has_the_rfcs_relaxed_form()
    {
        var (headers, body) = DkimCanonical.Split(Encoding.ASCII.GetBytes(Example));
        Assert.Equal(["a:X", "b:Y Z"], headers.Select(header => header.Relaxed));
        Assert.Equal(" C\r\nD E\r\n", Encoding.ASCII.GetString(DkimCanonical.Body(body)));
    }

    [Fact]
    public void The_example_of_rfc_8463_has_the_rfcs_body_hash()
    {
        // RFC 8463 appendix A: the body whose hash under relaxed canonicalisation is given there.
        var body = Encoding.ASCII.GetBytes("Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n\r\n");
        Assert.Equal("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", Convert.ToBase64String(SHA256.HashData(DkimCanonical.Body(body))));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    [InlineData(" \t\r\n\r\n", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\r\n\r\nb \t c\r\n \r\n", "a\r\n\r\nb c\r\n")]
    [InlineData(" a", " a\r\n")]
    [InlineData("\t\ta", " a\r\n")]
    public void Bodies_lose_blanks_and_empty_ends(string body, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(DkimCanonical.Body(Encoding.ASCII.GetBytes(body))));

    [Theory]
    [InlineData("Empty:", "empty:")]
    [InlineData("X-A :\r\n  b", "x-a:b")]
    [InlineData("Mixed: A\tb \t C ", "mixed:A b C")]
    public void Headers_are_unfolded_and_lose_blanks(string raw, string expected) => Assert.Equal(expected, new DkimHeader(raw).Relaxed);

    [Fact]
    public void Of_headers_of_one_name_the_last_is_signed_first()
    {
        var (headers, _) = DkimCanonical.Split("A: 1\r\nB: 2\r\nA: 3\r\n\r\n"u8.ToArray());
        Assert.Equal("a:3\r\na:1\r\nb:2\r\ns:x b=", Encoding.ASCII.GetString(DkimCanonical.HeaderHashInput(headers, ["A", "A", "A", "B"], "S: x\r\n b=")));
    }
}
