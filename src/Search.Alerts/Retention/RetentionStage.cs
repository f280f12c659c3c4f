using System.Globalization;
using Search.Data;

namespace Search.Alerts.Retention;

/// <summary>
/// Lets go of what is old: articles in small batches, so that nobody waits long for the database; texts of mails; the history of runs. An
/// article that an alert has found and not told yet stays until it is told. Killed anywhere it goes on with the next run.
/// </summary>
public sealed class RetentionStage(Database database, RetentionSettings settings, PickupFiles? pickup = null)
{
    private const int ArticlesAtOnce = 200;

    public async Task<RetentionReport> RunAsync(CancellationToken cancellation = default)
    {
        var now = database.Time.GetUtcNow();
        var articles = settings.Articles is { } age ? await ExpireAsync(now - age, age, cancellation) : 0;
        var mails = await database.WriteAsync(session => session.Outbox.EraseBytesAsync(now - settings.Mail), cancellation);
        var runs = await database.WriteAsync(session => session.Runs.ForgetAsync(now - settings.Runs), cancellation);
        return new RetentionReport(articles, mails, runs);
    }

    private async Task<int> ExpireAsync(DateTimeOffset before, TimeSpan age, CancellationToken cancellation)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"removed after {age.TotalDays:0.#} days");
        var all = 0;
        var expired = ArticlesAtOnce;
        while (expired == ArticlesAtOnce)
        {
            expired = await database.WriteAsync(session => ExpireAsync(session, before, reason), cancellation);
            all += expired;
        }
        return all;
    }

    private async Task<int> ExpireAsync(DataSession session, DateTimeOffset before, string reason)
    {
        var expired = await session.Articles.ExpireAsync(before, reason, ArticlesAtOnce);
        foreach (var articleId in expired)
            pickup?.Remove(await session.Outbox.OfArticleAsync(articleId));
        // They don't say what they show.
        if (expired.Count > 0)
            pickup?.Remove(await session.Outbox.EraseTestsAsync());
        return expired.Count;
    }
}
