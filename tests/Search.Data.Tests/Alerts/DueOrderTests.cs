using Search.Data.Alerts;
using Search.Testing;

namespace Search.Data.Tests.Alerts;

public sealed class DueOrderTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Pages_hold_everything_once_and_who_waits_longest_comes_first()
    {
        var start = _data.Time.GetUtcNow();
        // Most are due at one instant, as in the morning.
        int[] minutes = [5, 1, 1, 1, 1, 1, 1, 3, 1, 2, 90];
        await _data.Database.WriteAsync(async session =>
        {
            for (var at = 0; at < minutes.Length; at++)
                await AddAsync(session, $"p{at}@x.org", start.AddMinutes(minutes[at]));
        });
        _data.Time.Advance(TimeSpan.FromHours(1));

        foreach (var size in Enumerable.Range(1, 12))
        {
            var read = new List<DuePosition>();
            while (await PageAsync(read.LastOrDefault(), size) is { Count: > 0 } page)
                read.AddRange(page);
            Assert.Equal([1, 1, 1, 1, 1, 1, 1, 2, 3, 5], read.Select(due => (due.NextDueAt - start).TotalMinutes));
            Assert.Equal(read, read.OrderBy(due => due.NextDueAt).ThenBy(due => due.SubscriptionId));
            Assert.Equal(read.Count, read.Distinct().Count());
        }
    }

    [Fact]
    public async Task Moving_on_moves_cursors_forward_only_and_keeps_what_was_due()
    {
        var due = _data.Time.GetUtcNow();
        var subscriptions = await _data.Database.WriteAsync(async session => new[]
        {
            await AddAsync(session, "a@x.org", due), await AddAsync(session, "b@x.org", due), await AddAsync(session, "c@x.org", due),
        });
        var next = due.AddDays(1);
        await _data.Database.WriteAsync(session => session.Subscriptions.MoveOnAsync(
        [
            new SubscriptionMove(subscriptions[0].SubscriptionId, 7, next), new SubscriptionMove(subscriptions[1].SubscriptionId, null, null),
            new SubscriptionMove(subscriptions[2].SubscriptionId, null, next),
        ]));
        await _data.Database.WriteAsync(session => session.Subscriptions.MoveOnAsync([new SubscriptionMove(subscriptions[0].SubscriptionId, 3, next)]));

        var moved = await _data.Database.ReadAsync(async session => new[]
        {
            await session.Subscriptions.FindAsync(subscriptions[0].SubscriptionId), await session.Subscriptions.FindAsync(subscriptions[1].SubscriptionId),
            await session.Subscriptions.FindAsync(subscriptions[2].SubscriptionId),
        });
        Assert.Equal([7L, 0, 0], moved.Select(subscription => subscription!.MatchCursor));
        Assert.Equal([next, null, next], moved.Select(subscription => subscription!.NextDueAt));
        Assert.Equal([next, due, due], moved.Select(subscription => subscription!.LastDueAt));
        Assert.Equal([due, null, null], moved.Select(subscription => subscription!.LastDigestAt));
    }

    private Task<IReadOnlyList<DuePosition>> PageAsync(DuePosition? after, int size) =>
        _data.Database.ReadAsync(session => session.Subscriptions.DueAsync(after, size));

    private static async Task<Subscription> AddAsync(DataSession session, string address, DateTimeOffset due)
    {
        var person = await session.Recipients.EnsureAsync(address, isOperator: true);
        await session.Consents.EnsureAsync(person.RecipientId, person.RecipientId, given: true);
        var alert = await session.Alerts.AddAsync(Drafts.Alert(), person.RecipientId);
        return await session.Subscriptions.AddAsync(alert.AlertId, person.RecipientId, due);
    }
}
