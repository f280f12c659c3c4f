using System.Data.Common;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Data.Tests.Outbox;

public sealed class OutboxStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly TemporaryDatabase _data = new();
    private Recipient _person = null!;
    private Alert _alert = null!;
    private Match _match = null!;
    private IngestResult _article = null!;

    public Task InitializeAsync() => _data.Database.WriteAsync(async session =>
    {
        _person = await session.Recipients.EnsureAsync("a@x.org", isOperator: true);
        _alert = await session.Alerts.AddAsync(Drafts.Alert(), _person.RecipientId);
        await session.Consents.EnsureAsync(_person.RecipientId, _person.RecipientId, given: true);
        await session.Subscriptions.AddAsync(_alert.AlertId, _person.RecipientId, null);
        _article = await session.Articles.IngestAsync(Drafts.Article());
        await session.Matches.AddAsync([Drafts.Match(_alert, _article)]);
        _match = (await session.Matches.OfAlertAsync(_alert.AlertId))[0];
    });

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_match_is_recorded_once()
    {
        Assert.Empty(await _data.Database.WriteAsync(session => session.Matches.AddAsync([Drafts.Match(_alert, _article)])));
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Matches.CountAsync(_alert.AlertId)));
    }

    [Fact]
    public async Task A_mail_marks_its_matches_as_told_and_keeps_its_bytes()
    {
        var id = (await AddAsync("d1"))!.Value;

        var mail = (await _data.Database.ReadAsync(session => session.Outbox.FindAsync(id)))!;
        Assert.Equal([1, 2, 3], mail.Bytes);
        Assert.Equal(OutboxState.Queued, mail.State);
        Assert.Equal(_match.MatchId, Assert.Single(await _data.Database.ReadAsync(session => session.Outbox.ItemsAsync(id))).MatchId);
        var told = Assert.Single(await _data.Database.ReadAsync(session => session.Matches.OfAlertAsync(_alert.AlertId)));
        Assert.Equal((MatchState.Told, id), (told.State, told.OutboxId));
        Assert.Empty(await UntoldAsync());
        var shown = new ToldKey(_alert.AlertId, _person.RecipientId, _match.StoryGroup);
        Assert.Equal([shown], await _data.Database.ReadAsync(session => session.Matches.ToldStoriesAsync([shown, shown with { Key = 77 }])));
    }

    [Fact]
    public async Task The_same_digest_is_stored_once_and_a_match_is_in_one_mail_to_a_person()
    {
        await AddAsync("d1");
        Assert.Null(await AddAsync("d1"));
        await Assert.ThrowsAnyAsync<DbException>(() => AddAsync("d2"));
        Assert.Single(await _data.Database.ReadAsync(session => session.Outbox.NewestAsync(10)));
    }

    [Fact]
    public async Task Two_people_are_told_of_one_match_each_in_their_own_mail()
    {
        await AddAsync("d1");
        await _data.Database.WriteAsync(async session =>
        {
            var other = await session.Recipients.EnsureAsync("b@x.org", isOperator: true);
            Assert.Single(await session.Matches.UntoldAsync(_alert.AlertId, other.RecipientId, 0));
            await session.Outbox.AddAsync(Drafts.Mail(other, "d2", _match));
        });

        Assert.Equal(2, await _data.Database.ReadAsync(session => session.Outbox.CountAsync(OutboxState.Queued)));
    }

    [Fact]
    public async Task A_claimed_mail_is_given_to_nobody_else_until_its_lease_ends()
    {
        await AddAsync("d1");
        var claimed = Assert.Single(await ClaimAsync("a"));
        Assert.Equal([1, 2, 3], claimed.Bytes);
        Assert.Empty(await ClaimAsync("b"));
        _data.Time.Advance(Lease);
        await _data.Database.WriteAsync(session => session.Outbox.ReleaseLapsedAsync());
        Assert.Single(await ClaimAsync("b"));
        Assert.False(await RecordAsync(claimed.OutboxId, "a", OutboxState.Sent));
        Assert.True(await RecordAsync(claimed.OutboxId, "b", OutboxState.Sent));
        Assert.False(await RecordAsync(claimed.OutboxId, "b", OutboxState.Sent));
    }

    [Fact]
    public async Task Claimers_at_the_same_time_share_nothing()
    {
        await _data.Database.WriteAsync(async session =>
        {
            for (var at = 0; at < 40; at++)
                await session.Outbox.AddAsync(Drafts.Mail(_person, $"d{at}"));
        });

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => ClaimAsync($"owner{at}"))));

        var ids = claims.SelectMany(claim => claim.Select(mail => mail.OutboxId)).ToList();
        Assert.Equal(40, ids.Count);
        Assert.Equal(40, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_mail_that_failed_for_now_waits_for_its_next_attempt()
    {
        await AddAsync("d1");
        var mail = Assert.Single(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session =>
            session.Outbox.RecordAttemptsAsync("a", [new Attempt(mail.OutboxId, OutboxState.Queued, "451 later", _data.Time.GetUtcNow().AddMinutes(5))]));

        Assert.Empty(await ClaimAsync("a"));
        _data.Time.Advance(TimeSpan.FromMinutes(5));
        var again = Assert.Single(await ClaimAsync("a"));
        Assert.Equal((1, "451 later"), (again.Attempts, again.LastReply));
    }

    [Fact]
    public async Task A_cancelled_mail_sets_its_matches_free_to_be_told_by_another()
    {
        var id = (await AddAsync("d1"))!.Value;
        await _data.Database.WriteAsync(async session =>
        {
            var subscription = (await session.Subscriptions.OfAlertAsync(_alert.AlertId))[0];
            await session.Subscriptions.MoveOnAsync([new SubscriptionMove(subscription.SubscriptionId, _match.MatchId, null)]);
            Assert.True(await session.Outbox.CancelAsync(id));
            Assert.False(await session.Outbox.CancelAsync(id));
        });

        Assert.Empty(await ClaimAsync("a"));
        Assert.Single(await UntoldAsync());
        var subscription = Assert.Single(await _data.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(_alert.AlertId)));
        Assert.Equal((_match.MatchId - 1, _data.Time.GetUtcNow()), (subscription.MatchCursor, subscription.NextDueAt));
        Assert.NotNull(await AddAsync("d2"));
    }

    [Fact]
    public async Task Unsubscribing_cancels_what_is_queued()
    {
        await AddAsync("d1");
        await _data.Database.WriteAsync(session => session.Recipients.UnsubscribeAsync(_person.RecipientId));
        Assert.Equal(1, await _data.Database.ReadAsync(session => session.Outbox.CountAsync(OutboxState.Cancelled)));
    }

    [Fact]
    public async Task A_mail_in_hand_that_is_called_back_may_not_be_handed_over_and_is_cancelled_when_it_is_given_back()
    {
        await AddAsync("d1");
        var mail = Assert.Single(await ClaimAsync("a"));
        Assert.True(await MayAsync(mail.OutboxId, "a"));
        Assert.False(await MayAsync(mail.OutboxId, "b"));
        await _data.Database.WriteAsync(session => session.Alerts.DeleteAsync(_alert.AlertId));

        Assert.False(await MayAsync(mail.OutboxId, "a"));
        Assert.Equal([mail.OutboxId], await _data.Database.ReadAsync(session => session.Outbox.CalledBackAsync("a")));
        Assert.Equal(OutboxState.InHand, await StateAsync(mail.OutboxId));
        await _data.Database.WriteAsync(session => session.Outbox.ReleaseAsync("a", [mail.OutboxId]));
        Assert.Equal(OutboxState.Cancelled, await StateAsync(mail.OutboxId));
    }

    [Theory]
    [InlineData(OutboxState.Sent, OutboxState.Sent)]
    [InlineData(OutboxState.Failed, OutboxState.Failed)]
    [InlineData(OutboxState.Queued, OutboxState.Cancelled)]
    public async Task A_mail_that_was_called_back_too_late_has_the_state_that_is_true(OutboxState came, OutboxState stands)
    {
        await AddAsync("d1");
        var mail = Assert.Single(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session => session.Recipients.UnsubscribeAsync(_person.RecipientId));
        Assert.True(await RecordAsync(mail.OutboxId, "a", came));
        Assert.Equal(stands, await StateAsync(mail.OutboxId));
    }

    /// <summary>It lost what the mail told: the digest's new place of the cursor was written over the old one, to which it had just been put back.</summary>
    [Fact]
    public async Task What_a_called_back_mail_told_is_not_lost_when_it_comes_back_while_a_digest_is_stored()
    {
        await AddAsync("d1");
        var mail = Assert.Single(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session => session.Outbox.CancelAsync(mail.OutboxId));
        Task<bool> comingBack;
        await using (var storing = await _data.Database.BeginWriteAsync())
        {
            await storing.LockAsync(DataLock.Matches);
            var before = Assert.Single(await storing.Subscriptions.OfAlertAsync(_alert.AlertId));
            comingBack = Task.Run(() => RecordAsync(mail.OutboxId, "a", OutboxState.Queued));
            await Task.WhenAny(comingBack, Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None));
            await storing.Subscriptions.MoveOnAsync([new SubscriptionMove(before.SubscriptionId, _match.MatchId + 1, null)]);
            await storing.CommitAsync();
        }
        Assert.True(await comingBack);

        var subscription = Assert.Single(await _data.Database.ReadAsync(session => session.Subscriptions.OfAlertAsync(_alert.AlertId)));
        Assert.Equal((_match.MatchId - 1, _data.Time.GetUtcNow()), (subscription.MatchCursor, subscription.NextDueAt));
    }

    [Fact]
    public async Task A_claim_that_is_renewed_outlives_its_first_lease()
    {
        await AddAsync("d1");
        var mail = Assert.Single(await ClaimAsync("a"));
        _data.Time.Advance(Lease / 2);
        await _data.Database.WriteAsync(session => session.Outbox.RenewAsync("a", [mail.OutboxId], Lease));
        _data.Time.Advance(Lease / 2);
        await _data.Database.WriteAsync(session => session.Outbox.ReleaseLapsedAsync());
        Assert.True(await MayAsync(mail.OutboxId, "a"));
    }

    [Fact]
    public async Task What_an_owner_does_not_know_of_is_given_back_and_what_it_knows_stays()
    {
        await AddAsync("d1");
        var known = Assert.Single(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session => session.Outbox.AddAsync(Drafts.Mail(_person, "d2")));
        var unknown = Assert.Single(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session => session.Outbox.ReleaseOthersAsync("a", [known.OutboxId]));
        Assert.Equal((OutboxState.InHand, OutboxState.Queued), (await StateAsync(known.OutboxId), await StateAsync(unknown.OutboxId)));
    }

    [Fact]
    public async Task Many_mails_are_stored_at_once_each_with_its_own_matches_and_one_that_is_there_is_left_out()
    {
        await AddAsync("d1");
        var drafts = await _data.Database.WriteAsync(async session =>
        {
            var mails = new List<OutboxDraft> { Drafts.Mail(_person, "d1") };
            for (var at = 0; at < 40; at++)
            {
                var other = await session.Recipients.EnsureAsync($"p{at}@x.org", isOperator: false);
                mails.Add(Drafts.Mail(other, $"many{at}", _match));
            }
            var ids = await session.Outbox.AddAsync(mails);
            Assert.Equal(40, ids.Count);
            Assert.False(ids.ContainsKey("d1"));
            return mails;
        });

        foreach (var draft in drafts.Skip(1))
        {
            var mail = (await _data.Database.ReadAsync(session => session.Outbox.FindAsync(draft.DigestId)))!;
            Assert.Equal((draft.RecipientId, draft.Subject, draft.EnvelopeTo), (mail.RecipientId, mail.Subject, mail.EnvelopeTo));
            Assert.Equal(draft.Bytes, mail.Bytes);
            Assert.Equal(_match.MatchId, Assert.Single(await _data.Database.ReadAsync(session => session.Outbox.ItemsAsync(mail.OutboxId))).MatchId);
        }
    }

    [Fact]
    public async Task Mail_to_a_suspended_address_waits_until_it_is_reinstated()
    {
        await AddAsync("d1");
        await _data.Database.WriteAsync(session => session.Recipients.SuspendAsync(_person.RecipientId, "550"));
        Assert.Empty(await ClaimAsync("a"));
        await _data.Database.WriteAsync(session => session.Recipients.ReinstateAsync(_person.RecipientId));
        Assert.Single(await ClaimAsync("a"));
        Assert.Equal(["a"], await _data.Database.ReadAsync(session => session.Outbox.ClaimOwnersAsync()));
        await _data.Database.WriteAsync(session => session.Outbox.ReleaseDeadAsync("a"));
        Assert.Single(await ClaimAsync("b"));
    }

    private Task<long?> AddAsync(string digestId) =>
        _data.Database.WriteAsync(session => session.Outbox.AddAsync(Drafts.Mail(_person, digestId, _match)));

    private Task<IReadOnlyList<OutboxMessage>> ClaimAsync(string owner) =>
        _data.Database.WriteAsync(session => session.Outbox.ClaimDueAsync(owner, Lease, 10));

    private Task<bool> MayAsync(long outboxId, string owner) =>
        _data.Database.ReadAsync(session => session.Outbox.MayHandOverAsync(outboxId, owner));

    private async Task<OutboxState> StateAsync(long outboxId) =>
        (await _data.Database.ReadAsync(session => session.Outbox.FindAsync(outboxId)))!.State;

    private async Task<bool> RecordAsync(long id, string owner, OutboxState state)
    {
        DateTimeOffset? next = state == OutboxState.Queued ? _data.Time.GetUtcNow() : null;
        return await _data.Database.WriteAsync(session => session.Outbox.RecordAttemptsAsync(owner, [new Attempt(id, state, "250 ok", next)])) == 1;
    }

    private Task<IReadOnlyList<Match>> UntoldAsync() => _data.Database.ReadAsync(session =>
        session.Matches.UntoldAsync(_alert.AlertId, _person.RecipientId, 0));
}
