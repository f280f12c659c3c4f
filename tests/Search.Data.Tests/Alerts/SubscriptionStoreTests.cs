using Search.Data.Alerts;
using Search.Testing;

namespace Search.Data.Tests.Alerts;

public sealed class SubscriptionStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task People_are_known_by_address_whatever_its_case()
    {
        var first = await PersonAsync("Desk@Example.org", isOperator: false);
        var again = await PersonAsync("desk@example.org", isOperator: true);

        Assert.Equal(first.RecipientId, again.RecipientId);
        Assert.False(first.Operator);
        Assert.True(again.Reachable && again.Operator);
        Assert.Equal("Desk@Example.org", again.Address);
    }

    [Fact]
    public async Task Only_people_who_get_mail_are_due()
    {
        var now = _data.Time.GetUtcNow();
        var alert = await AlertAsync();
        foreach (var (address, isOperator) in new[] { ("due@x.org", true), ("unconfirmed@x.org", false), ("gone@x.org", true), ("refused@x.org", true) })
        {
            var person = await PersonAsync(address, isOperator);
            await SubscribeAsync(alert, person, now, given: isOperator);
            if (address == "gone@x.org")
                await _data.Database.WriteAsync(session => session.Recipients.UnsubscribeAsync(person.RecipientId));
            if (address == "refused@x.org")
                await _data.Database.WriteAsync(session => session.Recipients.SuspendAsync(person.RecipientId, "550 no such user"));
        }

        var due = await DueAsync();

        Assert.Equal("due@x.org", (await _data.Database.ReadAsync(session => session.Recipients.FindAsync(Assert.Single(due).RecipientId)))!.Address);
    }

    [Fact]
    public async Task A_paused_alert_is_due_when_its_pause_ends()
    {
        var now = _data.Time.GetUtcNow();
        var alert = await AlertAsync();
        var person = await PersonAsync("a@x.org", isOperator: true);
        await SubscribeAsync(alert, person, now);
        await _data.Database.WriteAsync(session => session.Alerts.PauseAsync(alert.AlertId, PauseMode.Collect, now.AddHours(1)));

        Assert.Empty(await DueAsync());
        _data.Time.Advance(TimeSpan.FromHours(1));
        Assert.Single(await DueAsync());
        Assert.Single(await _data.Database.ReadAsync(session => session.Subscriptions.DueOfAsync([person.RecipientId])));
    }

    [Fact]
    public async Task A_digest_moves_cursor_and_due_time_and_the_cursor_never_goes_back()
    {
        var alert = await AlertAsync();
        var person = await PersonAsync("a@x.org", isOperator: true);
        var subscription = await SubscribeAsync(alert, person, due: null);
        var next = _data.Time.GetUtcNow().AddDays(1);
        await _data.Database.WriteAsync(async session =>
        {
            await session.Subscriptions.MoveOnAsync([new SubscriptionMove(subscription.SubscriptionId, 9, next)]);
            await session.Subscriptions.MoveOnAsync([new SubscriptionMove(subscription.SubscriptionId, 4, next)]);
        });

        var moved = Assert.Single(await _data.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(alert.AlertId)));
        Assert.Equal((9L, next, _data.Time.GetUtcNow()), (moved.MatchCursor, moved.NextDueAt, moved.LastDigestAt));
        Assert.Empty(await DueAsync());
        Assert.Equal(1, await _data.Database.WriteAsync(session => session.Subscriptions.MakeDueAsync()));
        Assert.Single(await DueAsync());
    }

    [Fact]
    public async Task Who_leaves_and_comes_back_is_told_from_then_on()
    {
        var alert = await AlertAsync();
        var person = await PersonAsync("a@x.org", isOperator: true);
        var first = await _data.Database.WriteAsync(session => session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, null));
        await _data.Database.WriteAsync(async session =>
        {
            await session.Subscriptions.UnsubscribeAsync(first.SubscriptionId);
            await session.Matches.AddAsync([Drafts.Match(alert, await session.Articles.IngestAsync(Drafts.Article()))]);
        });

        var back = await _data.Database.WriteAsync(session => session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, null));

        Assert.Equal(first.SubscriptionId, back.SubscriptionId);
        Assert.Null(back.UnsubscribedAt);
        Assert.Equal(1, back.MatchCursor);
        Assert.Equal(back, await _data.Database.ReadAsync(session => session.Subscriptions.FindByTokenAsync(back.Token)));
    }

    private Task<Recipient> PersonAsync(string address, bool isOperator) =>
        _data.Database.WriteAsync(session => session.Recipients.EnsureAsync(address, isOperator));

    private Task<Alert> AlertAsync() => _data.Database.WriteAsync(async session =>
        await session.Alerts.AddAsync(Drafts.Alert(), (await session.Recipients.EnsureAsync("owner@x.org", isOperator: true)).RecipientId));

    private Task<Subscription> SubscribeAsync(Alert alert, Recipient person, DateTimeOffset? due, bool given = true) => _data.Database.WriteAsync(async session =>
    {
        await session.Consents.EnsureAsync(alert.OwnerId, person.RecipientId, given);
        return await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, due);
    });

    private Task<IReadOnlyList<DuePosition>> DueAsync() => _data.Database.ReadAsync(session => session.Subscriptions.DueAsync(after: null, 10));
}
