using System.Text;
using System.Text.Json;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Tests.Bodies;
using Search.Testing;

namespace Search.Alerts.Tests.Digests;

public sealed class DigestComposerTests
{
    private readonly DigestComposer _composer = new(SampleDigests.Public);

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
    [InlineData("capped")]
    [InlineData("discreet")]
    [InlineData("heartbeat")]
    [InlineData("changed")]
    [InlineData("arabic")]
    [InlineData("hostile")]
    public void What_people_see(string name)
    {
        var message = _composer.Compose(SampleDigests.Named(name));
        Golden.Equal($"tests/Search.Alerts.Tests/Digests/Golden/{name}.txt", $"Subject: {message.Subject}\n\n{message.Text}");
        Golden.Equal($"tests/Search.Alerts.Tests/Digests/Golden/{name}.html", message.Html!);
        SameContent.Check(message.Text, message.Html!);
    }

    [Fact]
    public void The_same_digest_gives_the_same_bytes() =>
        Assert.Equal(MimeWriter.Write(_composer.Compose(SampleDigests.Many())), MimeWriter.Write(_composer.Compose(SampleDigests.Many())));

    [Theory]
    [InlineData("Qalamoun", "Qalamoun: 1 article, 17 March 2015")]
    [InlineData("القلمون", "1 article, 17 March 2015: القلمون")]
    [InlineData("IS في القلمون", "1 article, 17 March 2015: IS في القلمون")]
    [InlineData("القلمون \u202E\u2068x", "1 article, 17 March 2015: القلمون x")]
    [InlineData(" \u200F ", "(without a name): 1 article, 17 March 2015")]
    public void A_name_from_right_to_left_does_not_turn_the_subjects_count_around(string name, string subject) =>
        Assert.Equal(subject, _composer.Compose(SampleDigests.Of(SampleDigests.Section(name, "x", SampleDigests.Item("t")))).Subject);

    [Theory]
    [InlineData("Qalamoun", "Qalamoun: nothing new, 17 March 2015")]
    [InlineData("القلمون", "Nothing new, 17 March 2015: القلمون")]
    public void A_heartbeat_says_so_in_its_subject(string name, string subject)
    {
        var section = SampleDigests.Heartbeat().Sections[0];
        Assert.Equal(subject, _composer.Compose(SampleDigests.Of(section with { Alert = section.Alert with { Name = name } })).Subject);
        Assert.Equal("2 alerts: nothing new, 17 March 2015", _composer.Compose(SampleDigests.Of(section, section)).Subject);
        Assert.Equal("2 alerts, 1 article, 17 March 2015", _composer.Compose(SampleDigests.Of(section, SampleDigests.One().Sections[0])).Subject);
    }

    [Fact]
    public void A_heartbeat_tells_what_was_looked_at()
    {
        var message = _composer.Compose(SampleDigests.Heartbeat());
        Assert.Contains(
            "Nothing new since 16 March 2015, 16:05: ran 24 times over 1,204 articles, 0 matches; 2 of 80 sources silent.",
            SameContent.Normal(message.Text));
    }

    [Fact]
    public void A_discreet_mail_says_nothing_of_what_was_found_nor_by_what()
    {
        var message = _composer.Compose(SampleDigests.Discreet());
        var all = Encoding.ASCII.GetString(MimeWriter.Write(message with { Html = null })) + message.Text + message.Html + message.Subject;

        Assert.Equal("Digest, 17 March 2015", message.Subject);
        Assert.All(
            ["Qalamoun", "القلمون", "Weather", "incursion", "Lebanon", "Snow", "Syria", "Direct", "Writer", "a1", "daily", "Beirut", "Query", "Why"],
            word => Assert.DoesNotContain(word, all));
        Assert.Contains("https://search.example/digests/00112233445566778899aabbccddeeff", message.Text);
        Assert.Contains("https://search.example/unsubscribe/token-of-alert-3", message.Text);
    }

    [Fact]
    public void The_overview_leads_to_every_alert_that_has_a_part()
    {
        var message = _composer.Compose(SampleDigests.Many());
        var read = StrictHtml.Read(message.Html!);
        Assert.Equal(["alert-1", "alert-2", "alert-3"], read.Ids);
        Assert.All(read.Ids, id => Assert.Contains($"href=\"#{id}\"", message.Html));
        Assert.DoesNotContain("href=\"#", _composer.Compose(SampleDigests.One()).Html);
    }

    [Fact]
    public void An_alert_whose_articles_stand_under_others_says_so()
    {
        var other = SampleDigests.Section("Other", "other");
        var one = SampleDigests.One().Sections[0];
        var both = one.Items[0] with { Hits = [.. one.Items[0].Hits, new AlertHit(other.Alert, [], EarlierQuery: false)] };
        var message = _composer.Compose(SampleDigests.Of(one with { Items = [both] }, other));
        Assert.Contains("Other: 1 article, see above\n", message.Text);
        Assert.Contains("Also: “Other” found it\n", message.Text);
    }

    [Fact]
    public void Only_the_owner_sees_the_note_and_how_to_change_the_alert()
    {
        var section = SampleDigests.One().Sections[0];
        section = section with { Alert = section.Alert with { Note = "a private word" } };
        var owner = _composer.Compose(SampleDigests.Of(section with { IsOwner = true }));
        var other = _composer.Compose(SampleDigests.Of(section));
        Assert.All(["a private word", "https://search.example/manage/token-of-the-owner"], word => Assert.Contains(word, owner.Text));
        Assert.All(["a private word", "token-of-the-owner"], word => Assert.DoesNotContain(word, other.Text + other.Html));
    }

    [Fact]
    public void An_alert_without_a_token_for_its_owner_links_to_no_page_that_is_not_there()
    {
        var section = SampleDigests.One().Sections[0];
        var message = _composer.Compose(SampleDigests.Of(section with { IsOwner = true, Alert = section.Alert with { ManageToken = "" } }));
        Assert.DoesNotContain("/manage", message.Text);
    }

    [Fact]
    public void Text_lines_are_short_but_for_addresses()
    {
        foreach (var name in (string[])["one", "many", "capped", "heartbeat", "changed", "arabic"])
        {
            var lines = _composer.Compose(SampleDigests.Named(name)).Text.Split('\n').Where(line => !line.Contains("://", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.InRange(SameContent.Normal(line).Length, 0, 90));
            Assert.All(lines, line => Assert.Equal(line.Count(c => c is '\u2067' or '\u2068'), line.Count(c => c == '\u2069')));
        }
    }

    [Fact]
    public void A_mail_carries_the_headers_of_an_automatic_mail_and_of_a_list()
    {
        var message = _composer.Compose(SampleDigests.One());

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

    [Fact]
    public void Without_https_there_is_no_one_click_and_the_page_is_still_named()
    {
        var settings = SampleDigests.Public with { PublicUrl = new Uri("http://search.example/"), From = Mailbox.Parse("news+a&b?@news.example") };
        var headers = new DigestComposer(settings).Compose(SampleDigests.One()).Headers;
        Assert.DoesNotContain(headers, header => header.Name == "List-Unsubscribe-Post");
        Assert.Equal(
            "<http://search.example/unsubscribe/token-of-the-person>, <mailto:news%2Ba%26b%3F@news.example?subject=unsubscribe%20token-of-the-person>",
            headers.Single(header => header.Name == "List-Unsubscribe").Value);
    }

    [Fact]
    public void Without_a_public_address_there_are_no_list_headers()
    {
        var message = new DigestComposer(SampleDigests.Local with { LocalUrl = new Uri("http://127.0.0.1:5080") }).Compose(SampleDigests.One());
        Assert.DoesNotContain(message.Headers, header => header.Name.StartsWith("List-", StringComparison.Ordinal));
        Assert.Contains("Saved copy: http://127.0.0.1:5080/articles/a1", message.Text);
    }

    [Fact]
    public void Without_any_address_a_mail_links_to_the_articles_only()
    {
        var message = new DigestComposer(SampleDigests.Local).Compose(SampleDigests.Many());
        Assert.Contains("and 12 more articles\n", message.Text);
        Assert.DoesNotContain("Saved copy", message.Html);
        Assert.Contains("https://syriadirect.example/qalamoun?a=1&amp;b=2", message.Html);
        SameContent.Check(message.Text, message.Html!);
    }

    [Theory]
    [InlineData("http://مثال.example/أخبار", "http://xn--mgbh0fb.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1")]
    [InlineData("https://news.example/a b\"<>", "https://news.example/a%20b%22%3C%3E")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("ftp://news.example/", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("//news.example/", null)]
    [InlineData("https://news.example/\u202Egpj", "https://news.example/%E2%80%AEgpj")]
    public void Only_addresses_of_the_web_are_linked_and_in_ascii(string url, string? linked)
    {
        var item = SampleDigests.Item("t");
        var message = _composer.Compose(SampleDigests.Of(SampleDigests.Section("n", "q", item with { Article = item.Article with { Url = url } })));
        var addresses = StrictHtml.Read(message.Html!).Addresses.Where(address => !address.StartsWith("https://search.example/", StringComparison.Ordinal));
        Assert.Equal(linked is null ? [] : [linked], addresses);
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Text_of_strangers_does_no_harm(string text)
    {
        var message = _composer.Compose(SampleDigests.Hostile(text));
        var raw = Encoding.ASCII.GetString(MimeWriter.Write(message));

        Assert.DoesNotContain("\nBcc:", raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)]);
        SameContent.Check(message.Text, message.Html!);
        Assert.DoesNotContain(message.Text + message.Html, c => c is '\u202E' or '\u2066' or '\u200F' or '\0' or '\u001b' or '\u2028' or '\r');
        Assert.True(Encoding.UTF8.GetByteCount(_composer.Compose(SampleDigests.Hostile(text)).Html!) < 10_000);
    }

    [PeerFact(Peer.Python)]
    public void An_independent_parser_reads_every_mail()
    {
        using var folder = new TemporaryFolder();
        var messages = ((IEnumerable<object[]>)HostileTexts).Select(row => SampleDigests.Hostile((string)row[0])).Append(SampleDigests.Many()).Select(_composer.Compose).ToList();
        for (var at = 0; at < messages.Count; at++)
            File.WriteAllBytes(folder.File($"{at:00}.eml"), MimeWriter.Write(messages[at]));

        var parsed = JsonSerializer.Deserialize<ParsedMail[]>(PythonMail.Parse(folder.Path))!;

        Assert.Equal(messages.Count, parsed.Length);
        foreach (var (message, mail) in messages.Zip(parsed))
        {
            Assert.Empty(mail.defects);
            Assert.Equal(message.Subject, mail.subject);
            Assert.Equal(Lines(message.Text), Lines(mail.text));
            Assert.Equal(Lines(message.Html!), Lines(mail.html));
            Assert.Equal($"<{message.MessageId}>", mail.message_id);
        }
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
