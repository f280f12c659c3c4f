using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Dkim;
using Search.Testing;
using Search.Testing.Rfc5322;

namespace Search.Alerts.Tests.Mail;

/// <summary>That the check of raw messages finds what it is for: a good message has no fault, and each broken one has one.</summary>
public class Rfc5322CheckTests
{
    private const string Good =
        "From: \"Search, news\" <digest@example.org>\r\nTo: =?utf-8?B?2YXZg9iq2Kg=?= <reader@example.org>\r\n"
        + "Subject: =?utf-8?Q?na=C3=AFve_reader?= =?utf-8?B?2YXZg9iq2Kg=?= and\r\n more\r\nDate: Tue, 17 Mar 2015 08:00:00 +0200\r\n"
        + "Message-ID: <m1@example.org>\r\nList-Id: Alerts <all.example.org>\r\n"
        + "List-Unsubscribe: <https://news.example/u/0123456789abcdef?a=b%20c>,\r\n <mailto:leave@example.org>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"=_b\"\r\n\r\n"
        + "--=_b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nna=C3=AFve =\r\ntext=20\r\n"
        + "--=_b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+aHRtbDwvcD4NCg==\r\n--=_b--\r\n";

    /// <summary>A piece of the good message, what is put in its place, and words of the fault that this is.</summary>
    public static TheoryData<string, string, string> Breaks => new()
    {
        { "\r\nMIME-Version", "\nMIME-Version", "a LF without CR" },
        { "text=20\r\n", "text\r=20\r\n", "a CR without LF" },
        { "and\r\n more", "and \u00e9", "the byte 0xE9" },
        { "and\r\n more", "and\0", "the byte 0x00" },
        { "and\r\n more", "x" + new string('y', 1_000), "a line of 10" },
        { "and\r\n more", "and more words than there is room for on one line of a header of a mail message", "that could be folded" },
        { "and\r\n more", "and\r\n \r\n more", "a fold of Subject that is blank" },
        { "MIME-Version: 1.0", "MIME Version: 1.0", "not a header line" },
        { "MIME-Version: 1.0", "MIME-Version: 1.1", "is not 1.0" },
        { "MIME-Version: 1.0\r\n", "", "MIME-Version stands 0 times" },
        { "Message-ID:", "To: <b@example.org>\r\nMessage-ID:", "To stands 2 times" },
        { "From:", "Xfrom:", "From stands 0 times" },
        { "List-Id:", "List-Id: <b.example.org>\r\nList-Id:", "List-Id stands more than once" },
        { "Tue, 17", "Wed, 17", "was a Tue" },
        { "17 Mar 2015", "31 Feb 2015", "no such day" },
        { "08:00:00", "24:00:00", "no such time" },
        { "+0200", "EET", "not a date" },
        { "17 Mar 2015", "17 March 2015", "not a date" },
        { "<m1@example.org>", "m1@example.org", "not a message id" },
        { "<m1@example.org>", "<m 1@example.org>", "not a message id" },
        { "<m1@example.org>", "<m1>", "not a message id" },
        { "<digest@example.org>", "<digest.@example.org>", "not a mailbox" },
        { "<digest@example.org>", "<digest@example..org>", "not a mailbox" },
        { "<digest@example.org>", "<digest@exa_mple.org>", "not a domain name" },
        { "<digest@example.org>", "<digest@example.org>, b@example.org", "2 mailboxes" },
        { "\"Search, news\"", "Search, news", "not a mailbox" },
        { "\"Search, news\"", "Search.news", "not a mailbox" },
        { "\"Search, news\"", "\"=?utf-8?Q?a?=\"", "an encoded word in a quoted string" },
        { "=?utf-8?B?2YXZg9iq2Kg=?= <reader", "=?utf-8?Q?a#b?= <reader", "not well encoded" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-8?Q?na=C3=AFve reader?=", "not a whole encoded word" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-8?Q?na=c3=afve?=", "not well encoded" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-8?Q?na=C3?= =?utf-8?Q?=AFve?=", "bytes that are not utf-8" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-8?Q?a=0D=0Ab?=", "the control character" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-9?Q?a?=", "the charset 'utf-9'" },
        { "=?utf-8?Q?na=C3=AFve_reader?= ", "=?utf-8?Q?na=C3=AFve_reader?=", "not a whole encoded word" },
        { "=?utf-8?Q?na=C3=AFve_reader?=", "=?utf-8?Q?" + new string('a', 64) + "?=\r\n", "an encoded word of 76" },
        { "=?utf-8?B?2YXZg9iq2Kg=?= and", "=?utf-8?B?2YXZg9iq2Kg?= and", "not well encoded" },
        { "<https://news.example/u/0123456789abcdef?a=b%20c>", "https://news.example/u", "not a list of addresses" },
        { "b%20c", "b%2", "not a web or mail address" },
        { "https://news", "ftp://news", "not a web or mail address" },
        { "https://news", "http://news", "without an https address" },
        { "=One-Click", "=One", "is not List-Unsubscribe=One-Click" },
        { "<all.example.org>", "<all>", "not an id of a list" },
        { "boundary=\"=_b\"", "boundary=\"\"", "not a boundary" },
        { "boundary=\"=_b\"", "boundary==_b", "not a content type" },
        { "boundary=\"=_b\"", "boundary=\"=_c\"", "no part begins" },
        { "--=_b--\r\n", "", "is not closed" },
        { "--=_b--\r\n", "--=_b--\r\n--=_b\r\n", "a boundary after the last one" },
        { "multipart/alternative;", "multipart alternative;", "not a content type" },
        { "text/plain; charset=utf-8", "text/plain; charset=latin-9", "the charset 'latin-9'" },
        { "Content-Type: text/plain; charset=utf-8\r\n", "Content-Type: text/plain; charset=utf-8\r\nSubject: x\r\n", "Subject in the header of a part" },
        { "text/plain", "text/enriched", "the first alternative" },
        { "quoted-printable", "8bit", "the transfer encoding '8bit'" },
        { "na=C3=AFve =", "na=C3=AFve =5", "what is no escape" },
        { "na=C3=AFve =", "na=C3ve", "bytes that are not utf-8" },
        { "na=C3=AFve =\r\ntext=20", "text ", "a blank at its end" },
        { "text=20\r\n", "text=\r\n", "ends with a soft line break" },
        { "text=20", new string('t', 77), "a quoted-printable line of 77" },
        { "text=20", "text=07", "the control character U+0007" },
        { "PHA+aHRtbDwvcD4NCg==", "PHA+aHRtbDwvcD4NCg=", "not base64" },
        { "PHA+aHRtbDwvcD4NCg==", "PHA-aHRtbDwvcD4NCg==", "not base64" },
        { "PHA+aHRtbDwvcD4NCg==", string.Concat(Enumerable.Repeat("YWJj", 20)), "a base64 line of 80" },
        { "--=_b--\r\n", "--=_b--", "does not end with CR LF" },
    };

    [Fact]
    public void A_good_message_has_no_fault() => Assert.Empty(Rfc5322Check.Faults(Encoding.Latin1.GetBytes(Good)));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_broken_message_has_its_fault(string good, string broken, string fault)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var at = Good.IndexOf(good, StringComparison.Ordinal);
        var faults = Rfc5322Check.Faults(Encoding.Latin1.GetBytes(Good[..at] + broken + Good[(at + good.Length)..]));
        Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("x")]
    [InlineData(":\r\n\r\n")]
    public void A_message_of_nothing_has_faults_and_no_exception(string message) => Assert.NotEmpty(Rfc5322Check.Faults(Encoding.Latin1.GetBytes(message)));

    [Fact]
    public void The_check_reads_damaged_mail_to_its_end()
    {
        var random = new Random(20150317);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Encoding.Latin1.GetBytes(Good);
            for (var times = random.Next(1, 10); times > 0; times--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(Rfc5322Check.Faults(bytes[..random.Next(bytes.Length)]));
        }
    }

    [Fact]
    public void What_the_writer_writes_has_no_fault_signed_or_not()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        File.WriteAllText(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        var signer = DkimSigner.Load("example.org", "news2015", folder.File("key.pem"));
        foreach (var message in HostileMail.Messages(1_000).Select(MimeWriter.Write))
        {
            Assert.Empty(Rfc5322Check.Faults(message));
            Assert.Empty(Rfc5322Check.Faults(signer.Sign(message)));
        }
    }
}
