using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Alerts.Webhooks;
using Search.Data;
using Search.Data.Stages;

namespace Search.Alerts.Running;

/// <summary>
/// The alert stages one after the other, without a scheduler: what <c>search alerts run</c> does, and what the scheduler's jobs call one by
/// one. Safe beside other processes that do the same.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="transport">Takes mails.</param>
/// <param name="settings">What the operator set.</param>
/// <param name="webhooks">
/// Opens the connections of webhooks, decides to which addresses, and follows no redirects; the caller keeps it. Null: no webhook is called.
/// </param>
public sealed class AlertRunner(Database database, IMailTransport transport, AlertSettings settings, HttpMessageHandler? webhooks = null) : IDisposable
{
    private readonly SemaphoreSlim _matching = new(1, 1);
    private readonly MatchStage _match = new(database);
    private readonly DigestStage _digest = new(database, settings);
    private readonly DeliveryStage _delivery = new(database, transport, settings);
    private readonly WebhookRun _webhooks = new(database, settings, webhooks);

    /// <summary>Matches what arrived, and tells what is due.</summary>
    public async Task<RunReport> RunDueAsync(CancellationToken cancellation = default) => new(
        await MatchAsync(cancellation), await DigestAsync(cancellation), await DeliverAsync(cancellation))
    {
        Webhooks = await WebhooksAsync(cancellation),
    };

    /// <summary>Matches what arrived, and tells all that is untold, due or not.</summary>
    public async Task<RunReport> RunAllAsync(CancellationToken cancellation = default)
    {
        var match = await MatchAsync(cancellation);
        await database.WriteAsync(session => session.Subscriptions.MakeDueAsync(), cancellation);
        await database.WriteAsync(session => session.Outbox.AttemptSoonAsync(), cancellation);
        await database.WriteAsync(session => session.Webhooks.AttemptSoonAsync(), cancellation);
        return new RunReport(match, await DigestAsync(cancellation), await DeliverAsync(cancellation)) { Webhooks = await WebhooksAsync(cancellation) };
    }

    /// <summary>The match stage, one at a time in this process.</summary>
    public async Task<MatchReport> MatchAsync(CancellationToken cancellation = default)
    {
        await _matching.WaitAsync(cancellation);
        try
        {
            return await RecordAsync(Stage.Match, _match.RunAsync, report => (report.Matches, [.. report.Broken, .. report.Unreadable]), cancellation);
        }
        finally
        {
            _matching.Release();
        }
    }

    /// <summary>The digest stage.</summary>
    public Task<DigestReport> DigestAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Digest, _digest.RunAsync, report => (report.Mails, report.Warnings), cancellation);

    /// <summary>The delivery stage.</summary>
    public Task<DeliveryReport> DeliverAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Delivery, _delivery.RunAsync, report => (report.Sent + report.PickedUp, report.Warnings), cancellation);

    /// <summary>The webhook stage: calls are written and made.</summary>
    public Task<WebhookReport> WebhooksAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Webhooks, _webhooks.RunAsync, report => (report.Taken + report.GivenUp, report.Warnings), cancellation);

    public void Dispose()
    {
        _matching.Dispose();
        _webhooks.Dispose();
    }

    /// <summary>Runs that did nothing leave no trace.</summary>
    private async Task<T> RecordAsync<T>(
        string stage, Func<CancellationToken, Task<T>> run, Func<T, (int Done, IReadOnlyList<string> Warnings)> summary, CancellationToken cancellation)
    {
        var started = database.Time.GetUtcNow();
        var report = await run(cancellation);
        var (done, warnings) = summary(report);
        if (done > 0)
        {
            var row = new StageRun
            {
                Stage = stage,
                StartedAt = started,
                Done = done,
                Failed = warnings.Count,
                Error = warnings.Count == 0 ? null : string.Join('\n', warnings),
            };
            await database.WriteAsync(session => session.Runs.AddAsync(row), cancellation);
        }
        return report;
    }
}
