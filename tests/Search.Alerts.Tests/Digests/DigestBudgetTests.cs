using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Tests.Bodies;

namespace Search.Alerts.Tests.Digests;

/// <summary>A mail of one article is within its budget whatever people write and however many alerts they have: then taking articles off always ends.</summary>
public sealed class DigestBudgetTests
{
    private readonly DigestComposer _composer = new(SampleDigests.Public);

    /// <summary>Characters that cost most in HTML, in UTF-8, and as an endless word.</summary>
    public static TheoryData<int, string> Sizes
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var alerts in (int[])[1, 2, 3, 30, 100, 1_000])
            {
                foreach (var unit in (string[])["\"", "&", "字", "ق ", "x", "word ", "👩‍👩‍👧‍👦", "q\u0301"])
                    data.Add(alerts, unit);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_article_of_alerts_with_endless_texts_is_within_the_budget(int alerts, string unit)
    {
        var message = _composer.Compose(Enormous(alerts, unit));
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 0, DigestLimits.HtmlBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Text), 0, DigestLimits.TextBytes);
        Assert.InRange(MimeWriter.Write(message).Length, 0, 400_000);
        SameContent.Check(message.Text, message.Html!);
    }

    [Fact]
    public void A_hundred_usual_alerts_are_all_named_and_can_all_be_stopped()
    {
        var sections = Enumerable.Range(1, 100).Select(at => SampleDigests.Section($"Alert number {at}", "Qalamoun AND (incursion OR offensive)") with { More = at, IsOwner = true });
        var message = _composer.Compose(SampleDigests.Of([.. sections]) with { More = 100 });
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 0, DigestLimits.HtmlBytes);
        Assert.All(Enumerable.Range(2, 99), at => Assert.Contains($"/unsubscribe/token-of-alert-{at}\n", message.Text));
        Assert.All(Enumerable.Range(1, 100), at => Assert.Contains($"Alert number {at}: ", message.Text));
    }

    [Fact]
    public void Alerts_beyond_the_overview_are_counted_and_lead_to_the_page_of_the_mail()
    {
        var sections = Enumerable.Range(1, 150).Select(at => SampleDigests.Section($"Alert number {at}", "x", SampleDigests.Item($"Title {at}", at)));
        var message = _composer.Compose(SampleDigests.Of([.. sections]));
        Assert.Matches(@"and \d+ more alerts: https://search.example/digests/", message.Text);
        Assert.Contains("Alert number 150: 1 article\n", message.Text);
        Assert.Contains("Title 150", message.Text);
    }

    [Fact]
    public void An_article_that_very_many_alerts_found_names_as_many_as_there_is_room_for()
    {
        var section = SampleDigests.One().Sections[0];
        var hits = Enumerable.Range(0, 500).Select(at => section.Items[0].Hits[0] with { Alert = section.Alert with { Name = $"An alert about something, number {at}" } });
        var message = _composer.Compose(SampleDigests.Of(section with { Items = [section.Items[0] with { Hits = [.. hits] }] }));
        var text = SameContent.Normal(message.Text);
        Assert.Contains("number 100” found", text);
        Assert.Matches(@"Also: \d+ more alerts", text);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 0, 45_000);
    }

    private static Digest Enormous(int alerts, string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 20_000));
        var item = SampleDigests.Item(text) with { OtherOutlets = 9, Changed = true, Before = "x" + text, Excerpt = new Excerpt(text, [.. Enumerable.Range(0, 9_000).Select(at => (at * 2, 1))]) };
        item = item with { Article = item.Article with { Source = text, Author = text, Url = "https://news.example/?" + string.Concat(Enumerable.Repeat("&", 1_978)), RawPublished = text } };
        var sections = Enumerable.Range(0, alerts).Select(at =>
        {
            var section = at == alerts - 1 ? SampleDigests.Section(text, text, item) : SampleDigests.Section(text, text);
            return section with { IsOwner = true, CollectedWhilePaused = true, Alert = section.Alert with { Note = text, Rate = "cron " + text }, Heartbeat = new HeartbeatFacts(SampleDigests.At, 24, 1_000_000, 0, 80, 2) };
        }).ToList();
        var reasons = Enumerable.Repeat(new Reason(text, ["title", "body", "author", "source"]), 6).ToList();
        var shown = sections[^1].Items[0] with { Hits = [.. sections.Select(section => new AlertHit(section.Alert, reasons, EarlierQuery: true))] };
        sections[^1] = sections[^1] with { Items = [shown] };
        return SampleDigests.Of(sections) with { More = 5_000 };
    }
}
