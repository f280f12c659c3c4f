using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Outbox;
using Search.Data.Webhooks;
using Search.Testing;

namespace Search.Data.Tests.Webhooks;

public sealed class WebhookStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly TemporaryDatabase _data = new();
    private Alert _alert = null!;
    private Webhook _webhook = null!;

    public Task InitializeAsync() => _data.Database.WriteAsync(async session =>
    {
        var person = await session.Recipients.EnsureAsync("a@x.org", isOperator: true);
        _alert = await session.Alerts.AddAsync(Drafts.Alert(), person.RecipientId);
        _webhook = (await session.Webhooks.AddAsync(_alert.AlertId, "https://example.org/hook"))!;
    });

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_webhook_begins_behind_what_was_found_and_is_behind_with_the_next_match()
    {
        await MatchAsync("1");
        var second = (await WriteAsync(session => session.Webhooks.AddAsync(_alert.AlertId, "https://example.org/second")))!;
        Assert.Equal([_webhook.WebhookId], await BehindAsync());
        await MatchAsync("2", MatchState.Repeat);
        Assert.Equal([_webhook.WebhookId], await BehindAsync());
        await MatchAsync("3");
        Assert.Equal([_webhook.WebhookId, second.WebhookId], await BehindAsync());
        Assert.Equal([second.WebhookId], await BehindAsync(_webhook.WebhookId));
        Assert.Null(await WriteAsync(session => session.Webhooks.AddAsync(_alert.AlertId, "https://example.org/second")));
    }

    [Fact]
    public async Task A_webhook_with_a_waiting_call_is_not_behind()
    {
        await MatchAsync("1");
        await AddCallAsync("msg_1");
        await MatchAsync("2");
        Assert.Empty(await BehindAsync());
        var call = Assert.Single(await ClaimAsync());
        Assert.True(await RecordAsync(call, OutboxState.Sent));
        Assert.Equal([_webhook.WebhookId], await BehindAsync());
    }

    [Fact]
    public async Task A_call_and_the_cursor_are_stored_together_and_only_from_where_it_was_read()
    {
        await MatchAsync("1");
        Assert.True(await WriteAsync(session => session.Webhooks.AddCallAsync(_webhook, 7, "msg_1", "{}")));
        Assert.False(await WriteAsync(session => session.Webhooks.AddCallAsync(_webhook, 8, "msg_2", "{}")));
        Assert.Equal(7, (await NowAsync()).MatchCursor);
        Assert.Single(await CallsAsync());
        Assert.True(await WriteAsync(session => session.Webhooks.AddCallAsync(_webhook with { MatchCursor = 7 }, 9, "msg_3", body: null)));
        Assert.Equal(9, (await NowAsync()).MatchCursor);
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task Of_each_webhook_the_first_waiting_call_is_claimed_and_once()
    {
        var second = (await WriteAsync(session => session.Webhooks.AddAsync(_alert.AlertId, "https://example.org/second")))!;
        await AddCallAsync("msg_1");
        await AddCallAsync("msg_2");
        await AddCallAsync("msg_3", second);

        var claimed = await ClaimAsync();
        Assert.Equal(["msg_1", "msg_3"], claimed.Select(call => call.EventId));
        Assert.Empty(await ClaimAsync("other"));
        Assert.True(await RecordAsync(claimed[0], OutboxState.Queued, _data.Time.GetUtcNow().AddHours(1)));
        Assert.Empty(await ClaimAsync("other"));
        _data.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["msg_1", "msg_3"], (await ClaimAsync("other")).Select(call => call.EventId));
        Assert.False(await RecordAsync(claimed[1], OutboxState.Sent));
        Assert.True(await RecordAsync(claimed[0], OutboxState.Sent, owner: "other"));
        Assert.Equal(["msg_2"], (await ClaimAsync()).Select(call => call.EventId));
    }

    [Fact]
    public async Task Calls_of_an_alert_that_does_not_stand_are_claimed_by_nobody()
    {
        await AddCallAsync("msg_1");
        await _data.Database.WriteAsync(session => session.Alerts.PauseAsync(_alert.AlertId, PauseMode.Collect, _data.Time.GetUtcNow().AddHours(1)));
        Assert.Empty(await ClaimAsync());
        _data.Time.Advance(TimeSpan.FromHours(1));
        await _data.Database.WriteAsync(session => session.Alerts.UpdateAsync(_alert.AlertId, _alert.ToDraft() with { Rate = "off" }));
        Assert.Empty(await ClaimAsync());
        await _data.Database.WriteAsync(session => session.Alerts.UpdateAsync(_alert.AlertId, _alert.ToDraft()));
        Assert.Single(await ClaimAsync());
        await _data.Database.WriteAsync(session => session.Alerts.DeleteAsync(_alert.AlertId));
        var call = Assert.Single(await CallsAsync());
        Assert.Equal((OutboxState.Cancelled, ""), (call.State, call.Body));
    }

    [Fact]
    public async Task Disabling_cancels_what_waits_and_is_news_once()
    {
        await AddCallAsync("msg_1");
        Assert.True(await WriteAsync(session => session.Webhooks.DisableAsync(_webhook.WebhookId, "410 Gone")));
        Assert.False(await WriteAsync(session => session.Webhooks.DisableAsync(_webhook.WebhookId, "410 Gone")));
        Assert.Equal("410 Gone", (await NowAsync()).DisabledReason);
        Assert.Equal(OutboxState.Cancelled, Assert.Single(await CallsAsync()).State);
        await MatchAsync("1");
        Assert.Empty(await BehindAsync());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("100%_!\\'")]
    [InlineData("\"quoted\"")]
    [InlineData("خبر")]
    public async Task An_article_is_taken_out_of_a_waiting_call_by_its_name_alone(string name)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { id = "msg_1", articles = new[] { new { id = name, title = "one" }, new { id = name + "x", title = "two" } } }, CallBody.Json);
        await AddCallAsync("msg_1", body: body);
        await _data.Database.WriteAsync(session => session.Webhooks.EraseArticleAsync("other"));
        Assert.Equal(body, Assert.Single(await CallsAsync()).Body);
        await _data.Database.WriteAsync(session => session.Webhooks.EraseArticleAsync(name));
        Assert.Equal(body.Replace(System.Text.Json.JsonSerializer.Serialize(new { id = name, title = "one" }, CallBody.Json) + ",", "", StringComparison.Ordinal), Assert.Single(await CallsAsync()).Body);
    }

    [Fact]
    public async Task The_newest_matches_to_tell_are_one_for_each_article_that_stands()
    {
        await MatchAsync("1");
        await MatchAsync("2");
        await MatchAsync("1", title: "Corrected");
        await MatchAsync("3", MatchState.Discarded);
        await MatchAsync("4");
        await MatchAsync("2", MatchState.Repeat, "Corrected");
        await WriteAsync(async session => await session.Articles.TakeDownAsync((await session.Articles.FindByUrlAsync("https://example.org/4"))!.Id, "asked"));

        var newest = await _data.Database.ReadAsync(session => session.Matches.NewestToTellAsync(_alert.AlertId, 10));
        Assert.Equal([(1L, 2), (2L, 1)], newest.Select(match => (match.ArticleId, match.Revision)));
        Assert.Single(await _data.Database.ReadAsync(session => session.Matches.NewestToTellAsync(_alert.AlertId, 1)));
    }

    private Task<T> WriteAsync<T>(Func<DataSession, Task<T>> work) => _data.Database.WriteAsync(work);

    private async Task MatchAsync(string name, MatchState state = MatchState.Pending, string title = "A title")
    {
        var article = await WriteAsync(session => session.Articles.IngestAsync(Drafts.Article($"https://example.org/{name}", title)));
        await WriteAsync(session => session.Matches.AddAsync([Drafts.Match(_alert, article)]));
        await _data.ExecuteAsync($"UPDATE article_match SET state = '{state}' WHERE seq = {article.Seq}");
    }

    private async Task AddCallAsync(string eventId, Webhook? webhook = null, string body = "{}")
    {
        var now = await NowAsync(webhook);
        Assert.True(await WriteAsync(session => session.Webhooks.AddCallAsync(now, now.MatchCursor + 1, eventId, body)));
    }

    private async Task<Webhook> NowAsync(Webhook? webhook = null) => (await _data.Database.ReadAsync(session => session.Webhooks.FindAsync((webhook ?? _webhook).WebhookId)))!;

    private async Task<IReadOnlyList<long>> BehindAsync(long after = 0) =>
        [.. (await _data.Database.ReadAsync(session => session.Webhooks.BehindAsync(after, 10))).Select(webhook => webhook.WebhookId)];

    private Task<IReadOnlyList<WebhookCall>> CallsAsync() => _data.Database.ReadAsync(session => session.Webhooks.NewestCallsAsync(_webhook.WebhookId, 10));

    private Task<IReadOnlyList<WebhookCall>> ClaimAsync(string owner = "me") => WriteAsync(session => session.Webhooks.ClaimDueAsync(owner, Lease, 10));

    private Task<bool> RecordAsync(WebhookCall call, OutboxState state, DateTimeOffset? next = null, string owner = "me") =>
        WriteAsync(session => session.Webhooks.RecordAttemptAsync(call.CallId, owner, state, "answer", next));
}
