using System.Text;
using Search.Alerts.Mail;

namespace Search.Alerts.Tests.Mail;

public class MimeEntityTests
{
    [Theory]
    [InlineData("multipart/mixed; boundary=abc", "abc")]
    [InlineData("multipart/mixed; BOUNDARY = \"a;b=\\\"c\\\"\" ; x=y", "a;b=\"c\"")]
    [InlineData("multipart/mixed; x=\"boundary=no;\"; boundary=yes", "yes")]
    [InlineData("multipart/mixed; boundary=", "")]
    [InlineData("multipart/mixed", null)]
    [InlineData("; boundary=\"open", "open")]
    public void Parameters_are_read_with_their_quotes(string type, string? boundary) =>
        Assert.Equal(boundary, Entity($"Content-Type: {type}\n\n").Parameter("boundary"));

    [Fact]
    public void Parts_are_found_at_whole_boundary_lines_only()
    {
        var entity = Entity("Content-Type: multipart/mixed; boundary=b\r\n\r\nbefore --b\r\n--b \t\r\n\r\none\r\n--bb\r\n x--b\r\n--b\r\nX: y\r\n\r\ntwo\r\n--b--\r\nafter\r\n--b\r\n\r\nno");
        Assert.Equal(["one\r\n--bb\r\n x--b", "two"], entity.Parts().Select(part => Encoding.ASCII.GetString(part.Body.Span)));
        Assert.Equal("y", entity.Parts()[1].Value("x"));
    }

    [Fact]
    public void A_missing_end_ends_with_the_message() =>
        Assert.Equal(["one", "two"], Entity("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo").Parts().Select(part => Encoding.ASCII.GetString(part.Body.Span)));

    [Fact]
    public void Folded_headers_are_one_line_and_damaged_lines_are_passed_over()
    {
        var entity = Entity("A: 1\r\n\t2\r\n   3\r\nno field\r\n more\r\n: nothing\r\nB : x\r\nC:\r\n\r\nbody");
        Assert.Equal([new MailHeader("A", "1 2 3"), new MailHeader("B", "x"), new MailHeader("C", "")], entity.Headers);
        Assert.Equal("body", Encoding.ASCII.GetString(entity.Body.Span));
    }

    [Theory]
    [InlineData("quoted-printable", "a=3Db=\r\nc  \r\n=C3=A9=\r\n", "a=bc\r\né")]
    [InlineData("Quoted-Printable", "bad =4 =ZZ = x=", "bad =4 =ZZ = x")]
    [InlineData("quoted-printable", "unix=\nline\n", "unixline\n")]
    [InlineData("base64", "YWJj\r\nZGVm\r\n", "abcdef")]
    [InlineData("base64", "not base64!", "not base64!")]
    [InlineData("8bit", "as it is", "as it is")]
    public void Bodies_are_decoded(string encoding, string body, string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(Entity($"Content-Transfer-Encoding: {encoding}\r\n\r\n{body}").DecodedBody()));

    private static MimeEntity Entity(string text) => MimeEntity.Read(Encoding.Latin1.GetBytes(text));
}
