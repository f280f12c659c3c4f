using System.Text;
using System.Text.Json;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

public class MimeWriterTests
{
    [Fact]
    public void Equal_messages_are_equal_bytes() => Assert.Equal(MimeWriter.Write(HostileMail.Sample("s", "t", "<p>h")), MimeWriter.Write(HostileMail.Sample("s", "t", "<p>h")));

    [Fact]
    public void Headers_stand_in_order_and_the_text_part_comes_first()
    {
        var text = Encoding.ASCII.GetString(MimeWriter.Write(HostileMail.Sample("Hello", "text", "<p>html</p>")));
        string[] expected =
        [
            "From: \"Search, news\" <digest@example.org>", "To: reader@example.org", "Subject: Hello", "Date: Tue, 17 Mar 2015 08:00:00 +0200", "Message-ID: <m1@example.org>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: multipart/alternative;",
        ];
        Assert.Equal(expected, text.Split("\r\n").Take(expected.Length));
        Assert.True(text.IndexOf("text/plain", StringComparison.Ordinal) < text.IndexOf("text/html", StringComparison.Ordinal));
    }

    [Fact]
    public void A_header_name_or_value_with_a_line_break_is_refused()
    {
        var message = HostileMail.Sample("s", "t", html: null);
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(message with { Headers = [new MailHeader("X-A", "b\r\nBcc: c")] }));
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(message with { Headers = [new MailHeader("X-A\r\nBcc", "c")] }));
        Assert.Throws<ArgumentException>(() => MimeWriter.Write(message with { MessageId = "a\r\nb" }));
    }

    [Fact]
    public void Lines_are_ascii_and_short_whatever_stands_in_the_message()
    {
        foreach (var bytes in HostileMail.Messages(1_000).Select(message => MimeWriter.Write(message)))
        {
            Assert.DoesNotContain(bytes, b => b > 0x7E || (b < 0x20 && b is not ((byte)'\r' or (byte)'\n' or (byte)'\t')));
            var text = Encoding.ASCII.GetString(bytes);
            Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
            Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
            Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\r\nBcc:", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [PeerFact(Peer.Python)]
    public void Pythons_parser_reads_back_what_was_written()
    {
        using var folder = new TemporaryFolder();
        var messages = HostileMail.Messages(1_000).ToArray();
        for (var i = 0; i < messages.Length; i++)
            File.WriteAllBytes(folder.File($"{i:0000}.eml"), MimeWriter.Write(messages[i]));

        var parsed = JsonSerializer.Deserialize<ParsedMail[]>(PythonMail.Parse(folder.Path))!;

        Assert.Equal(messages.Length, parsed.Length);
        for (var i = 0; i < messages.Length; i++)
        {
            Assert.Empty(parsed[i].defects);
            Assert.Equal(HeaderText.Clean(messages[i].Subject), parsed[i].subject);
            Assert.Equal(Normal(messages[i].Text), Normal(parsed[i].text));
            Assert.Equal(Normal(messages[i].Html!), Normal(parsed[i].html));
            Assert.Equal("digest@example.org", parsed[i].from);
        }
    }

    private static string Normal(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).TrimEnd('\n');
}
