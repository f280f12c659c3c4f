using System.Text;
using System.Text.Json;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Digests;

public sealed class DigestComposerTests
{
    public static TheoryData<string> HostileTexts => new()
    {
        "CR\r\nBcc: everybody@example.org\r\n\r\nbody",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"quotes\" 'single' & ampersands &amp; =?utf-8?Q?encoded?=",
        "bidi \u202E evil \u2066 isolates \u200F marks",
        "emoji 👩‍👩‍👧‍👦 🇸🇾 and \u0000 controls \u001b[31m \u2028 lines",
        string.Concat(Enumerable.Repeat("very long ", 1000)),
        new string('x', 10_000),
        "lone surrogate \ud800 here",
        "  ",
    };

    [Theory]
    [InlineData("one")]
    [InlineData("many")]
    [InlineData("discreet")]
    public void What_people_see(string name)
    {
        var digest = Sample(name);
        var message = new DigestComposer(SampleDigests.Public).Compose(digest);
        Golden.Equal($"tests/Search.Alerts.Tests/Digests/Golden/{name}.txt", $"Subject: {message.Subject}\n\n{message.Text}");
        Golden.Equal($"tests/Search.Alerts.Tests/Digests/Golden/{name}.html", message.Html!);
    }

    [Fact]
    public void The_same_digest_gives_the_same_bytes()
    {
        var composer = new DigestComposer(SampleDigests.Public);
        Assert.Equal(MimeWriter.Write(composer.Compose(SampleDigests.Many())), MimeWriter.Write(composer.Compose(SampleDigests.Many())));
    }

    [Fact]
    public void A_mail_carries_the_headers_of_an_automatic_mail_and_of_a_list()
    {
        var message = new DigestComposer(SampleDigests.Public).Compose(SampleDigests.One());

        Assert.Equal("digest-00112233445566778899aabbccddeeff@news.example", message.MessageId);
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 16, 5, 0, TimeSpan.FromHours(2)), message.Date);
        Assert.Equal(
            [
                "Auto-Submitted: auto-generated",
                "X-Auto-Response-Suppress: OOF, AutoReply",
                "List-Id: <alerts.news.example>",
                "List-Help: <https://search.example/help>",
                "List-Unsubscribe: <https://search.example/unsubscribe/token-of-the-person>, <mailto:alerts@news.example?subject=unsubscribe%20token-of-the-person>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            ],
            message.Headers.Select(header => $"{header.Name}: {header.Value}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://search.example/")]
    public void Without_a_public_https_address_there_are_no_list_headers(string? url)
    {
        var settings = SampleDigests.Local with { PublicUrl = url is null ? null : new Uri(url) };
        var message = new DigestComposer(settings).Compose(SampleDigests.One());
        Assert.DoesNotContain(message.Headers, header => header.Name.StartsWith("List-", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_any_address_a_mail_links_to_the_articles_only()
    {
        var message = new DigestComposer(SampleDigests.Local).Compose(SampleDigests.Many());
        Assert.Contains("and 12 more articles\n", message.Text);
        Assert.DoesNotContain("Saved copy", message.Html);
        Assert.Contains("https://syriadirect.example/qalamoun?a=1&amp;b=2", message.Html);
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Text_of_strangers_does_no_harm(string text)
    {
        var message = new DigestComposer(SampleDigests.Public).Compose(SampleDigests.Hostile(text));
        var raw = Encoding.ASCII.GetString(MimeWriter.Write(message));

        Assert.DoesNotContain("\nBcc:", raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)]);
        Assert.DoesNotContain("<script", message.Html);
        Assert.DoesNotContain("<img", message.Html);
        Assert.DoesNotContain("href=\"javascript", message.Html);
        Assert.DoesNotContain(message.Text + message.Html, c => c is '\u202E' or '\u2066' or '\u200F' or '\0' or '\u001b' or '\u2028' or '\r');
        Assert.True(new DigestComposer(SampleDigests.Public).HtmlBytes(SampleDigests.Hostile(text)) < 50_000);
    }

    [PeerFact(Peer.Python)]
    public void An_independent_parser_reads_every_mail()
    {
        using var folder = new TemporaryFolder();
        var composer = new DigestComposer(SampleDigests.Public);
        var messages = ((IEnumerable<object[]>)HostileTexts).Select(row => SampleDigests.Hostile((string)row[0])).Append(SampleDigests.Many()).Select(composer.Compose).ToList();
        for (var at = 0; at < messages.Count; at++)
            File.WriteAllBytes(folder.File($"{at:00}.eml"), MimeWriter.Write(messages[at]));

        var parsed = JsonSerializer.Deserialize<ParsedMail[]>(PythonMail.Parse(folder.Path))!;

        Assert.Equal(messages.Count, parsed.Length);
        foreach (var (message, mail) in messages.Zip(parsed))
        {
            Assert.Empty(mail.defects);
            Assert.Equal(Lines(message.Text), Lines(mail.text));
            Assert.Equal(Lines(message.Html!), Lines(mail.html));
            Assert.Equal($"<{message.MessageId}>", mail.message_id);
        }
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    private static Digest Sample(string name) => name switch
    {
        "one" => SampleDigests.One(),
        "many" => SampleDigests.Many(),
        _ => Discreet(),
    };

    private static Digest Discreet()
    {
        var digest = SampleDigests.Many();
        return digest with { Sections = [.. digest.Sections.Select(section => section with { Alert = section.Alert with { Discreet = true } })] };
    }
}
