using System.Text;
using Search.Alerts.Mail;

namespace Search.Alerts.Tests.Mail;

public class MimeReaderTests
{
    private static readonly string[] Scripts =
        ["abc  defFrom.=_\n\t\"<>&", "السلام عليكم، القلمون ", "éß—“” naïve", "🙂🇸🇾中 text", "=3D =?utf-8?Q?x?= --=_ \n.\n"];

    [Fact]
    public void What_the_writer_wrote_is_read_back()
    {
        var random = new Random(20150317);
        for (var i = 0; i < 500; i++)
        {
            var message = Message(random, withHtml: i % 5 != 0);
            var parts = MimeReader.Read(MimeWriter.Write(message));
            Assert.Equal(Normal(message.Text), Normal(parts.Text));
            Assert.Equal(message.Html is null ? null : Normal(message.Html), parts.Html is null ? null : Normal(parts.Html));
            Assert.Equal("reader@example.org", Header(parts, "To"));
            Assert.Equal("<m1@example.org>", Header(parts, "Message-ID"));
            Assert.Equal(message.Headers[0].Value, Header(parts, "List-Unsubscribe"));
        }
    }

    [Fact]
    public void Damaged_mail_gives_text_and_never_an_exception()
    {
        var random = new Random(20150318);
        for (var i = 0; i < 2_000; i++)
            Assert.NotNull(MimeReader.Read(Damaged(MimeWriter.Write(Message(random, withHtml: i % 2 == 0)), random)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData(":")]
    [InlineData("Content-Type: multipart/alternative; boundary=\r\n\r\nx")]
    [InlineData("Content-Type: multipart/alternative; boundary=\"\"\r\n\r\n--\r\n")]
    [InlineData("Content-Type: multipart/alternative; boundary=a\r\n\r\n--a")]
    [InlineData("Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\r\n\r\n= =4 =ZZ =")]
    [InlineData("Content-Transfer-Encoding: base64\r\n\r\n!!!")]
    public void Broken_forms_are_read_as_far_as_they_go(string mail) => Assert.NotNull(MimeReader.Read(Encoding.Latin1.GetBytes(mail)).Text);

    [Fact]
    public void Bytes_of_any_kind_are_read()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.NotNull(MimeReader.Read(bytes).Text);
        }
    }

    private static MailMessage Message(Random random, bool withHtml) => new()
    {
        From = Mailbox.Parse("\"Search, news\" <digest@example.org>"),
        To = Mailbox.Parse("reader@example.org"),
        Subject = RandomText(random, 120),
        Date = new DateTimeOffset(2015, 3, 17, 8, 0, 0, TimeSpan.FromHours(2)),
        MessageId = "m1@example.org",
        Headers = [new MailHeader("List-Unsubscribe", "<https://news.example/unsubscribe/0123456789abcdef0123456789abcdef>, <mailto:leave@example.org>")],
        Text = RandomText(random, 2_000),
        Html = withHtml ? $"<p>{RandomText(random, 2_000)}" : null,
    };

    private static string RandomText(Random random, int most)
    {
        var runes = Scripts[random.Next(Scripts.Length)].EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    private static byte[] Damaged(byte[] mail, Random random)
    {
        for (var i = random.Next(1, 20); i > 0; i--)
            mail[random.Next(mail.Length)] = (byte)random.Next(256);
        var from = random.Next(2) == 0 ? 0 : random.Next(mail.Length);
        return mail[from..random.Next(from, mail.Length)];
    }

    private static string Header(MimeParts parts, string name) => parts.Headers.Single(header => header.Name == name).Value;

    private static string Normal(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))).TrimEnd('\n');
}
