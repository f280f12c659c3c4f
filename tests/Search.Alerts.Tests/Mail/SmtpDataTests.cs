using System.Buffers;
using System.Text;
using Search.Alerts.Mail;

namespace Search.Alerts.Tests.Mail;

public class SmtpDataTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("\r\n.\r\n", "\r\n..\r\n.\r\n")]
    [InlineData("..\r\n..\r\n", "...\r\n...\r\n.\r\n")]
    [InlineData("a.b\r\n.c\r\n\r\n.", "a.b\r\n..c\r\n\r\n..\r\n.\r\n")]
    [InlineData("a\r\n.\r\n.\r\n.b", "a\r\n..\r\n..\r\n..b\r\n.\r\n")]
    [InlineData("a\r", "a\r\r\n.\r\n")]
    public void A_dot_at_a_lines_start_is_doubled_and_a_lone_dot_ends_the_message(string message, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        SmtpData.Encode(Encoding.ASCII.GetBytes(message), output);
        Assert.Equal(expected, Encoding.ASCII.GetString(output.WrittenSpan));
    }
}
