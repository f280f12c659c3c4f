using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Tests.Bodies;
using Search.Testing;
using Search.Testing.Rfc5322;

namespace Search.Alerts.Tests.Digests;

/// <summary>A thousand mails of hostile texts; SEARCH_SEED repeats a run or tries another.</summary>
public sealed class RandomMailTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Mails = 1_000;

    /// <summary>Isolates of ours are wanted in text; nothing else that moves others' words, and nothing that is no text.</summary>
    private static readonly SearchValues<char> Unwanted = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(value => (char)value).Where(c => (char.IsControl(c) && c != '\n') || "\u202A\u202B\u202C\u202D\u202E\u2066\u200E\u200F\u061C\uFEFF\u2028\u2029\uFFFE\uFFFF".Contains(c))]);

    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("SEARCH_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20150317;
    private readonly DigestComposer _composer = new(SampleDigests.Public);

    [PeerFact(Peer.Python)]
    public void A_thousand_hostile_mails_say_the_same_in_both_parts_and_to_another_parser()
    {
        output.WriteLine($"SEARCH_SEED={_seed}");
        using var folder = new TemporaryFolder();
        var messages = new List<MailMessage>();
        for (var at = 0; at < Mails; at++)
        {
            var digest = new RandomDigests(unchecked(_seed + at)).Next();
            // As the writer does: articles go until the HTML is within its budget, one stays.
            while (Encoding.UTF8.GetByteCount(_composer.Compose(digest).Html!) > DigestLimits.HtmlBytes && digest.Articles - digest.More > 1)
                digest = Enumerable.Range(0, Math.Max(1, (digest.Articles - digest.More) / 8)).Aggregate(digest, (fewer, _) => WithoutLast(fewer));
            var message = _composer.Compose(digest);
            Check(digest, message);
            messages.Add(message);
            var bytes = MimeWriter.Write(message);
            Assert.Empty(Rfc5322Check.Faults(bytes));
            File.WriteAllBytes(folder.File($"{at:0000}.eml"), bytes);
        }
        CheckParsed(messages, JsonSerializer.Deserialize<ParsedMail[]>(PythonMail.Parse(folder.Path))!);
    }

    private static Digest WithoutLast(Digest digest)
    {
        var sections = digest.Sections.ToList();
        var last = sections.FindLastIndex(section => section.Items.Count > 0);
        sections[last] = sections[last] with { Items = [.. sections[last].Items.SkipLast(1)], More = sections[last].More + 1 };
        return digest with { Sections = sections, More = digest.More + 1 };
    }

    private static void Check(Digest digest, MailMessage message)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 0, DigestLimits.HtmlBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Text), 0, DigestLimits.TextBytes);
        Assert.Equal(-1, (message.Text + message.Html + message.Subject).AsSpan().IndexOfAny(Unwanted));
        var read = SameContent.Check(message.Text, message.Html!);
        Assert.Equal(message.Subject, read.Title);
        var copies = read.Addresses.Count(address => address.StartsWith("https://search.example/articles/", StringComparison.Ordinal));
        Assert.Equal(digest.Discreet ? 0 : digest.Articles - digest.More, copies);
        if (!digest.Discreet)
            CheckWords(digest, SameContent.Normal(message.Text));
    }

    /// <summary>Titles and reasons stand there, cut where they are long.</summary>
    private static void CheckWords(Digest digest, string text)
    {
        foreach (var item in digest.Sections.SelectMany(section => section.Items))
        {
            Assert.Contains(SafeText.Line(item.Article.Title, DigestLimits.TitleLength), text, StringComparison.Ordinal);
            Assert.All(item.Hits[0].Reasons, reason => Assert.Contains(SafeText.Line(reason.Term, DigestLimits.TermLength), text, StringComparison.Ordinal));
        }
    }

    private static void CheckParsed(IReadOnlyList<MailMessage> messages, IReadOnlyList<ParsedMail> parsed)
    {
        Assert.Equal(messages.Count, parsed.Count);
        foreach (var (message, mail) in messages.Zip(parsed))
        {
            Assert.Empty(mail.defects);
            Assert.Equal(message.Subject, mail.subject);
            Assert.Equal("desk@news.example", mail.to);
            Assert.Equal($"<{message.MessageId}>", mail.message_id);
            Assert.Equal(["from", "to", "subject", "date", "message-id", .. message.Headers.Select(header => header.Name.ToLowerInvariant()), "mime-version", "content-type"], mail.headers.Keys);
            Assert.Equal(message.Text.TrimEnd('\n'), mail.text.ReplaceLineEndings("\n").TrimEnd('\n'));
            Assert.Equal(message.Html!.TrimEnd('\n'), mail.html.ReplaceLineEndings("\n").TrimEnd('\n'));
        }
    }
}
