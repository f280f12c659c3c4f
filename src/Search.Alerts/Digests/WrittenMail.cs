using Search.Data.Outbox;

namespace Search.Alerts.Digests;

/// <summary>What becomes of a person's due times: a mail to be stored, or none.</summary>
/// <param name="Due">What was read.</param>
/// <param name="Told">What the mail tells.</param>
/// <param name="Digest">The mail's content; null when there is nothing to tell.</param>
/// <param name="Draft">The mail; null when there is nothing to tell.</param>
internal sealed record WrittenMail(DuePerson Due, IReadOnlyList<AlertMatches> Told, Digest? Digest, OutboxDraft? Draft)
{
    public long RecipientId => Due.Recipient.RecipientId;

    /// <summary>Up to where the mail tells a subscription's matches; null when it tells none of them.</summary>
    public long? CursorOf(long subscriptionId) => LastMatch(Told, subscriptionId);

    /// <summary>Up to where a subscription's matches were read; 0 when there were none.</summary>
    public long ReadTo(long subscriptionId) => LastMatch(Due.Alerts, subscriptionId) ?? 0;

    private static long? LastMatch(IReadOnlyList<AlertMatches> alerts, long subscriptionId) =>
        alerts.FirstOrDefault(alert => alert.Subscription.SubscriptionId == subscriptionId) is { Matches.Count: > 0 } found ? found.Matches[^1].MatchId : null;
}
