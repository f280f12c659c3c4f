using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Retention;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Outbox;

namespace Search.Alerts.Tests.Digests;

/// <summary>What happens between the reading of what people are due and the storing of their mails.</summary>
public sealed class DigestStoreTests : IDisposable
{
    private const string Ann = "ann@example.org";

    private readonly AlertWorld _world = new(new AlertSettings { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example/") });

    private Alert _alert = null!;
    private IngestResult _article = null!;

    public void Dispose() => _world.Dispose();

    /// <summary>What happens, what Ann is told afterwards by the next run ("" for nothing), and how many alerts stand in that mail.</summary>
    public static TheoryData<string, string, int> Changes => new()
    {
        { "nothing", "2 alerts, 2 articles, 17 March 2015", 2 },
        { "she stops everything", "", 0 },
        { "she stops the alert", "Storms: 1 article, 17 March 2015", 1 },
        { "she is erased", "", 0 },
        { "her address is refused", "", 0 },
        { "the owner takes her off the alert", "Storms: 1 article, 17 March 2015", 1 },
        { "the owner is erased", "Storms: 1 article, 17 March 2015", 1 },
        { "the alert is deleted", "Storms: 1 article, 17 March 2015", 1 },
        { "the alert is turned off", "Storms: 1 article, 17 March 2015", 1 },
        { "the alert is paused", "Storms: 1 article, 17 March 2015", 1 },
        { "the alert is renamed", "2 alerts, 2 articles, 17 March 2015", 2 },
        { "the alert becomes discreet", "Digest, 17 March 2015", 2 },
        { "the query is edited", "2 alerts, 2 articles, 17 March 2015", 2 },
        { "the article is taken down", "Storms: 1 article, 17 March 2015", 1 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_changes_before_a_mail_is_stored_is_not_told_as_it_was(string change, string subject, int alerts)
    {
        await DueAsync();
        var written = await ComposeAsync();
        Assert.Equal(3, written.Count);

        await ChangeAsync(change);
        var stored = await new DigestStore(_world.Database).StoreAsync(written, CancellationToken.None);

        Assert.Equal(change == "nothing", stored.Any(mail => mail.Draft!.EnvelopeTo == Ann));
        // A stranger's mail of the same batch is stored whatever happens to others; the owner's is, where it is as it was.
        Assert.Contains(stored, mail => mail.Draft!.EnvelopeTo == "other@example.org");
        await _world.Digest.RunAsync();
        var mails = (await _world.OutboxAsync()).Where(mail => mail.EnvelopeTo == Ann).ToList();
        Assert.Equal(subject.Length == 0 ? [] : [(subject, alerts)], mails.Select(mail => (mail.Subject, mail.AlertCount)));
        Assert.Equal(0, (await _world.Digest.RunAsync()).Mails);
    }

    [Fact]
    public async Task A_mail_that_an_edit_sent_back_is_composed_by_the_alert_as_it_is_then()
    {
        await DueAsync();
        var written = await ComposeAsync();
        await ChangeAsync("the query is edited");
        await new DigestStore(_world.Database).StoreAsync(written, CancellationToken.None);
        await _world.Digest.RunAsync();
        var text = MimeReader.Read(Assert.Single(await _world.OutboxAsync(), mail => mail.EnvelopeTo == Ann).Bytes).Text;
        Assert.Contains("Zabadani", text, StringComparison.Ordinal);
        Assert.Contains("as the query stood before", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_that_comes_in_between_is_in_the_next_mail_and_in_that_alone()
    {
        await DueAsync();
        var written = await ComposeAsync();
        await _world.IngestAsync("late", "Qalamoun, late");
        await _world.Match.RunAsync();
        Assert.Equal(3, (await new DigestStore(_world.Database).StoreAsync(written, CancellationToken.None)).Count);
        Assert.Equal(0, (await _world.Digest.RunAsync()).Mails);
        _world.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(2, (await _world.Digest.RunAsync()).Mails);

        var annsMails = (await _world.OutboxAsync()).Where(mail => mail.EnvelopeTo == Ann).ToList();
        Assert.Equal(["2 alerts, 2 articles, 17 March 2015", "Qalamoun: 1 article, 17 March 2015"], annsMails.Select(mail => mail.Subject));
    }

    [Fact]
    public async Task A_mail_that_another_stage_stored_first_is_not_stored_again()
    {
        await DueAsync();
        var written = await ComposeAsync();
        Assert.Equal(3, (await _world.Digest.RunAsync()).Mails);
        Assert.Empty(await new DigestStore(_world.Database).StoreAsync(written, CancellationToken.None));
        Assert.Equal(3, (await _world.OutboxAsync()).Count);
    }

    [Fact]
    public async Task An_article_whose_takedown_is_under_way_is_in_no_mail_that_is_stored_meanwhile()
    {
        await DueAsync();
        await StoreDuringTakedownAsync(await ComposeAsync());

        Assert.All(await _world.OutboxAsync(), mail => Assert.DoesNotContain("Qalamoun", MimeReader.Read(mail.Bytes).Text, StringComparison.Ordinal));
        Assert.DoesNotContain(await _world.OutboxAsync(), mail => mail.State == OutboxState.Queued && mail.EnvelopeTo == Ann);
        await _world.Digest.RunAsync();
        var told = Assert.Single(await _world.OutboxAsync(), mail => mail.EnvelopeTo == Ann);
        Assert.Equal("Storms: 1 article, 17 March 2015", told.Subject);
    }

    private async Task StoreDuringTakedownAsync(IReadOnlyList<WrittenMail> written)
    {
        using var other = _world.OpenAgain();
        await using var takedown = await _world.Database.BeginWriteAsync();
        Assert.True(await takedown.Articles.TakeDownAsync(_article.Id, "asked for"));
        var storing = Task.Run(() => StoreAsync(other, written), takedown.Cancellation);
        await Task.WhenAny(storing, Task.Delay(TimeSpan.FromMilliseconds(500), takedown.Cancellation));
        await takedown.CommitAsync();
        await storing;
    }

    private static Task StoreAsync(Database database, IReadOnlyList<WrittenMail> written) => new DigestStore(database).StoreAsync(written, CancellationToken.None);

    /// <summary>Two alerts of Ann's with an article each, one of them also the owner's; a third of somebody else.</summary>
    private async Task DueAsync()
    {
        _alert = await _world.AddAlertAsync("Qalamoun", "Qalamoun", request => request with { To = ["owner@example.org", Ann] });
        await _world.AddAlertAsync("Storms", "storm", request => request with { To = [Ann] });
        await _world.AddAlertAsync("Floods", "flood", request => request with { To = ["other@example.org"] });
        _article = await _world.IngestAsync("1", "Incursion in Qalamoun");
        await _world.IngestAsync("2", "A storm");
        await _world.IngestAsync("3", "A flood");
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
    }

    private async Task<IReadOnlyList<WrittenMail>> ComposeAsync()
    {
        var due = await _world.Database.ReadAsync(session => session.Subscriptions.DueAsync(after: null, limit: 100));
        var run = new DigestRun(_world.Database, _world.Settings, new DigestWriter(_world.Settings), CancellationToken.None);
        return await run.ComposeAsync([.. due.Select(position => position.RecipientId).Distinct()]);
    }

    private async Task ChangeAsync(string change)
    {
        var ann = (await _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(Ann)))!;
        var request = new AlertRequest { Name = "Qalamoun", Query = "Qalamoun", To = [], Operator = true };
        await (change switch
        {
            "she stops everything" => new Unsubscriber(_world.Database).StopAsync(ann.Token),
            "she stops the alert" => new Unsubscriber(_world.Database).StopAsync(await SubscriptionTokenAsync(ann)),
            "she is erased" => new Erasure(_world.Database).RunAsync(Ann),
            "her address is refused" => _world.Database.WriteAsync(session => Suspensions.SuspendAsync(session, ann.RecipientId, "550 no such user")),
            "the owner takes her off the alert" => _world.Editor.UpdateAsync(_alert.AlertId, request with { To = ["owner@example.org"] }),
            "the owner is erased" => new Erasure(_world.Database).RunAsync("owner@example.org"),
            "the alert is deleted" => _world.Editor.RemoveAsync(_alert.AlertId),
            "the alert is turned off" => _world.Editor.TurnOffAsync(_alert.AlertId),
            "the alert is paused" => _world.Editor.PauseAsync(_alert.AlertId, PauseMode.Collect),
            "the alert is renamed" => _world.Editor.UpdateAsync(_alert.AlertId, request with { Name = "Mountains" }),
            "the alert becomes discreet" => _world.Editor.UpdateAsync(_alert.AlertId, request with { Discreet = true }),
            "the query is edited" => _world.Editor.UpdateAsync(_alert.AlertId, request with { Query = "Zabadani" }),
            "the article is taken down" => new Takedown(_world.Database).RunAsync(_article.Id, "asked for"),
            _ => Task.CompletedTask,
        });
    }

    private async Task<string> SubscriptionTokenAsync(Recipient person) =>
        (await _world.Database.ReadAsync(session => session.Subscriptions.FindAsync(_alert.AlertId, person.RecipientId)))!.Token;
}
