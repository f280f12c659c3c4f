using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Data.Articles;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Digests;

/// <summary>An alert that finds far more than anybody reads.</summary>
public sealed class BroadAlertTests : IDisposable
{
    private const int Found = 10_000;

    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Ten_thousand_matches_are_one_mail_within_caps_and_budget_and_the_rest_is_behind_its_link()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Database.WriteAsync(async session =>
        {
            for (var at = 0; at < Found; at++)
                await session.Articles.IngestAsync(Draft(at));
        });
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _world.Digest.RunAsync();

        Assert.Equal(Found, (await _world.MatchesAsync(alert)).Count);
        var mail = Assert.Single(await _world.OutboxAsync());
        var items = await _world.ItemsAsync(mail);
        var shown = items.Where(item => item.Placing == Placing.Shown).ToList();
        Assert.Equal(Found, items.Select(item => item.ArticleId).Distinct().Count());
        Assert.InRange(shown.Count, 20, DigestLimits.ArticlesPerAlert);
        var message = MimeReader.Read(mail.Bytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Html!), 1, DigestLimits.HtmlBytes);
        Assert.Contains($"{Found - shown.Count:N0} more", message.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await _world.Digest.RunAsync();
        Assert.Single(await _world.OutboxAsync());
    }

    private static ArticleDraft Draft(int at) => new()
    {
        Url = $"https://news.example/{at}",
        Title = $"Qalamoun, report {at}: " + new string('x', at % 200),
        Body = $"Qalamoun was named in report {at}. " + string.Concat(Enumerable.Repeat("The report goes on & on. ", at % 40)),
        Source = "Syria Direct",
        Language = "en",
    };
}
