using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>Stores mails and moves their due times on, many in one transaction, of whose people nothing changed since they were read.</summary>
internal sealed class DigestStore(Database database)
{
    /// <summary>Those that were stored. The others were told by another process, left, or changed meanwhile: what is still due comes with the next run.</summary>
    /// <exception cref="InvalidOperationException">A mail is there whose matches are untold; nothing was stored.</exception>
    public async Task<IReadOnlyList<WrittenMail>> StoreAsync(IReadOnlyList<WrittenMail> mails, CancellationToken cancellation)
    {
        // No match is recorded, no alert edited and no mail called back meanwhile, so that none falls between our reading and the next due time.
        var stored = await database.WriteAsync(DataLock.Matches, session => StoreAsync(session, mails), cancellation);
        CrashPoints.Reach("digest-committed");
        return stored;
    }

    private static async Task<IReadOnlyList<WrittenMail>> StoreAsync(DataSession session, IReadOnlyList<WrittenMail> mails)
    {
        var alerts = await AlertsAsync(session, mails);
        var standing = await StandingAsync(session, mails, alerts);
        if (standing.Count == 0)
            return [];
        await AddAsync(session, [.. standing.Select(mail => mail.Draft).OfType<OutboxDraft>()]);
        await MoveOnAsync(session, standing, alerts);
        CrashPoints.Reach("digest-stored");
        return standing;
    }

    /// <summary>The alerts of everything that was due, as they are now.</summary>
    private static async Task<IReadOnlyDictionary<long, Alert>> AlertsAsync(DataSession session, IReadOnlyList<WrittenMail> mails)
    {
        var ids = mails.SelectMany(mail => mail.Due.Subscriptions).Select(subscription => subscription.AlertId).Distinct();
        return (await session.Alerts.FindAsync([.. ids])).ToDictionary(alert => alert.AlertId);
    }

    private static async Task<IReadOnlyList<WrittenMail>> StandingAsync(
        DataSession session, IReadOnlyList<WrittenMail> mails, IReadOnlyDictionary<long, Alert> alerts)
    {
        var due = (await session.Subscriptions.DueOfAsync([.. mails.Select(mail => mail.RecipientId)])).ToLookup(subscription => subscription.RecipientId);
        var articles = mails.SelectMany(mail => mail.Draft?.Items ?? []).Select(item => item.ArticleId).Distinct();
        var gone = (await session.Articles.TakenDownAsync([.. articles])).ToHashSet();
        bool IsWhole(WrittenMail mail) => gone.Count == 0 || mail.Draft is null || !mail.Draft.Items.Any(item => gone.Contains(item.ArticleId));
        bool IsAsRead(WrittenMail mail) => mail.Due.Alerts.All(read => alerts[read.Alert.AlertId].ToDraft() == read.Alert.ToDraft());
        return [.. mails.Where(mail => due[mail.RecipientId].SequenceEqual(mail.Due.Subscriptions) && IsAsRead(mail) && IsWhole(mail))];
    }

    private static async Task AddAsync(DataSession session, IReadOnlyList<OutboxDraft> drafts)
    {
        var ids = await session.Outbox.AddAsync(drafts);
        if (drafts.FirstOrDefault(draft => !ids.ContainsKey(draft.DigestId)) is { } known)
            throw new InvalidOperationException($"digest {known.DigestId} is in the outbox, and its matches are untold");
    }

    private static async Task MoveOnAsync(DataSession session, IReadOnlyList<WrittenMail> mails, IReadOnlyDictionary<long, Alert> alerts)
    {
        var moves = mails
            .SelectMany(mail => mail.Due.Subscriptions, (mail, subscription) => (Mail: mail, Subscription: subscription))
            .Select(pair => (pair.Mail, pair.Subscription, Move: Move(pair.Mail, pair.Subscription, alerts[pair.Subscription.AlertId], session.Now)))
            .ToList();
        await session.Subscriptions.MoveOnAsync(moves.Select(moved => moved.Move));
        // Recorded between our reading and now: no later match might come to make them due.
        var undated = moves.Where(moved => moved.Move.NextDueAt is null).ToList();
        var waiting = await session.Matches.HaveUntoldAsync(
            undated.Select(moved => (moved.Subscription.SubscriptionId, Math.Max(moved.Subscription.MatchCursor, moved.Mail.ReadTo(moved.Subscription.SubscriptionId)))));
        foreach (var (_, subscription, move) in undated.Where(moved => waiting.Contains(moved.Subscription.SubscriptionId)))
            await SetDueAsync(session, alerts[subscription.AlertId], subscription, told: move.MatchCursor is not null);
    }

    private static SubscriptionMove Move(WrittenMail mail, Subscription subscription, Alert alert, DateTimeOffset now) =>
        new(subscription.SubscriptionId, mail.CursorOf(subscription.SubscriptionId), DueTimes.Next(alert, now, subscription.LastDigestAt));

    private static Task SetDueAsync(DataSession session, Alert alert, Subscription subscription, bool told) =>
        session.Subscriptions.SetDueAsync(subscription.SubscriptionId, DueTimes.AfterMatch(alert, session.Now, told ? session.Now : subscription.LastDigestAt));
}
