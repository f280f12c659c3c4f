using Search.Data;
using Search.Data.Outbox;

namespace Search.Alerts.Retention;

/// <summary>
/// Takes one article down: its texts go from the rows, from composed mails and from the pickup folder; queued mails come again without it, and
/// test mails, which don't say what they show, go. A tombstone keeps it from coming back, and tells the index.
/// </summary>
public sealed class Takedown(Database database, PickupFiles? pickup = null)
{
    /// <summary>By the article's name outside. False when there is no such article or it was taken down before.</summary>
    public async Task<bool> RunAsync(string id, string reason, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(session => RunAsync(session, id, reason), cancellation);
        if (done)
            await database.ForgetErasedAsync(cancellation);
        return done;
    }

    private async Task<bool> RunAsync(DataSession session, string id, string reason)
    {
        if (!await session.Articles.TakeDownAsync(id, reason) || await session.Articles.FindAsync(id) is not { } article)
            return false;
        IReadOnlyList<OutboxMessage> mails = [.. await session.Outbox.OfArticleAsync(article.ArticleId), .. await session.Outbox.EraseTestsAsync()];
        // Before the commit: afterwards, a kill would leave files that nothing leads to.
        pickup?.Remove(mails);
        return true;
    }
}
