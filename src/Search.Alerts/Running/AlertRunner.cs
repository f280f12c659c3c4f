using System.Globalization;
using Search.Alerts.Consents;
using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Alerts.Notices;
using Search.Alerts.Returns;
using Search.Alerts.Scheduling;
using Search.Alerts.Sweeping;
using Search.Alerts.Webhooks;
using Search.Data;
using Search.Data.Stages;
using Search.Queries.Articles;
using Search.Queries.Searching;

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
/// <param name="shared">Where the index's reader of new rows leaves documents, and finds them; null for alone.</param>
public sealed class AlertRunner(Database database, IMailTransport transport, AlertSettings settings, HttpMessageHandler? webhooks = null, SharedDocuments? shared = null) : IDisposable
{
    /// <summary>Webhooks called at once: as many connections to one host should be allowed.</summary>
    public const int WebhooksAtOnce = WebhookDelivery.AtOnce;

    /// <summary>How long arrivals are one run.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _matching = new(1, 1);
    private readonly MatchStage _match = new(database, shared);
    private readonly DueRepair _repair = new(database);
    private readonly DigestStage _digest = new(database, settings);
    private readonly ConsentStage _consent = new(database, settings);
    private readonly NoticeStage _notice = new(database, settings);
    private readonly DeliveryStage _delivery = new(database, transport, settings);
    private readonly ReturnStage _returns = new(database, settings);
    private readonly WebhookRun _webhooks = new(database, settings, webhooks);

    /// <summary>Matches what arrived, and tells what is due.</summary>
    public async Task<RunReport> RunDueAsync(CancellationToken cancellation = default)
    {
        await MendDueTimesAsync(cancellation);
        var match = await MatchAsync(cancellation);
        var (consents, notices) = (await AskAsync(cancellation), await NotifyAsync(all: false, cancellation));
        return new RunReport(match, await DigestAsync(cancellation), await DeliverAsync(cancellation))
        {
            Consents = consents,
            Notices = notices,
            Webhooks = await WebhooksAsync(cancellation),
        };
    }

    /// <summary>Matches what arrived, and tells all that is untold, due or not.</summary>
    public async Task<RunReport> RunAllAsync(CancellationToken cancellation = default)
    {
        var match = await MatchAsync(cancellation);
        await database.WriteAsync(DataLock.Matches, session => session.Subscriptions.MakeDueAsync(), cancellation);
        await database.WriteAsync(session => session.Outbox.AttemptSoonAsync(), cancellation);
        await database.WriteAsync(session => session.Webhooks.AttemptSoonAsync(), cancellation);
        var (consents, notices) = (await AskAsync(cancellation), await NotifyAsync(all: true, cancellation));
        return new RunReport(match, await TellAsync(cancellation), await DeliverAsync(evenAtRest: true, cancellation))
        {
            Consents = consents,
            Notices = notices,
            Webhooks = await WebhooksAsync(cancellation),
        };
    }

    /// <summary>The match stage, one at a time in this process.</summary>
    public Task<MatchReport> MatchAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Match, token => AloneAsync(_match.RunAsync, token), Summary, cancellation);

    /// <summary>Matches what is there, and for a moment also what this process stores meanwhile, each as soon as it is committed: one run, however often.</summary>
    public Task<MatchReport> MatchArrivalsAsync(CancellationToken cancellation = default) => RecordAsync(Stage.Match, BurstAsync, Summary, cancellation);

    /// <summary>
    /// Matches the rows up to a number whenever <paramref name="work"/>, which reads the same ones, says that it has read so far, and at its end
    /// everything that is there: one run.
    /// </summary>
    public Task<MatchReport> MatchAlongsideAsync(Func<Func<long, CancellationToken, Task>, Task> work, CancellationToken cancellation = default) =>
        RecordAsync(Stage.Match, token => AlongsideAsync(work, token), Summary, cancellation);

    /// <summary>Reads the alerts' queries, or what changed of them, before an article needs them. Returns how many versions of queries are kept.</summary>
    public Task<int> PrepareMatchingAsync(CancellationToken cancellation = default) => AloneAsync(_match.PrepareAsync, cancellation);

    private static (int Done, IReadOnlyList<string> Warnings) Summary(MatchReport report) => (report.Articles, [.. report.Broken, .. report.Unreadable, .. report.Interruptions]);

    private async Task<MatchReport> AlongsideAsync(Func<Func<long, CancellationToken, Task>, Task> work, CancellationToken cancellation)
    {
        var tally = new MatchTally();
        await work(async (to, token) =>
        {
            if (tally.Interruptions.Count > 0)
                return;
            try
            {
                await AloneAsync(inner => _match.RunToAsync(to, tally, inner), token);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // The work goes on to its end: the rest is matched afterwards, or fails then.
                tally.Interruptions.Add(string.Create(CultureInfo.InvariantCulture, $"matching up to {to}: {e.Message}"));
            }
        });
        return await AloneAsync(inner => _match.RunAsync(tally, inner), cancellation);
    }

    private async Task<MatchReport> BurstAsync(CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource(Burst, database.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        var report = await AloneAsync(_match.RunAsync, cancellation);
        try
        {
            while (!end.IsCancellationRequested)
            {
                await database.Arrivals.WaitAsync(either.Token);
                report = report.And(await AloneAsync(_match.RunAsync, cancellation));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Nothing more came.
        }
        return report;
    }

    private async Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await _matching.WaitAsync(cancellation);
        try
        {
            return await work(cancellation);
        }
        finally
        {
            _matching.Release();
        }
    }

    /// <summary>Sets due times anew that a clock which ran ahead has put out of reach; returns how many.</summary>
    public Task<int> MendDueTimesAsync(CancellationToken cancellation = default) => _repair.RunAsync(cancellation);

    /// <summary>The digest stage: what is due, apart from what was missed for long and falls into quiet hours now.</summary>
    public async Task<DigestReport> DigestAsync(CancellationToken cancellation = default)
    {
        await _repair.PutOffAsync(cancellation);
        return await TellAsync(cancellation);
    }

    private Task<DigestReport> TellAsync(CancellationToken cancellation) =>
        RecordAsync(Stage.Digest, _digest.RunAsync, report => (report.Mails, report.Warnings), cancellation);

    /// <summary>The consent stage: asks people whether they agree.</summary>
    public Task<ConsentReport> AskAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Consents, _consent.RunAsync, report => (report.Asked, report.Warnings), cancellation);

    /// <summary>The notice stage: tells owners what has waited long enough, or all that waits.</summary>
    public Task<NoticeReport> NotifyAsync(bool all = false, CancellationToken cancellation = default) =>
        RecordAsync(Stage.Notices, token => _notice.RunAsync(all, token), report => (report.Notices, report.Warnings), cancellation);

    /// <summary>The delivery stage.</summary>
    public Task<DeliveryReport> DeliverAsync(CancellationToken cancellation = default) =>
        DeliverAsync(evenAtRest: false, cancellation);

    private Task<DeliveryReport> DeliverAsync(bool evenAtRest, CancellationToken cancellation) =>
        RecordAsync(Stage.Delivery, token => _delivery.RunAsync(evenAtRest, token), report => (report.Sent + report.PickedUp, report.Warnings), cancellation);

    /// <summary>Acts on the mail that came back to the mailbox folder.</summary>
    public Task<ReturnReport> ReturnsAsync(CancellationToken cancellation = default) =>
        RecordAsync(Stage.Returns, _returns.RunAsync, report => (report.Suspended + report.Unsubscribed, report.Faults), cancellation);

    /// <summary>The check on matching; what it had to add is a fault, and stands in the history of runs as failed.</summary>
    public async Task<SweepReport> SweepAsync(ArticleSearcher searcher, bool whole = false, CancellationToken cancellation = default)
    {
        var started = database.Time.GetUtcNow();
        var report = await new SweepStage(database, searcher).RunAsync(whole, cancellation);
        var run = new StageRun
        {
            Stage = Stage.Sweep,
            StartedAt = started,
            Done = report.Alerts,
            Failed = report.Missed,
            Error = report.Faults.Count + report.Broken.Count == 0 ? null : string.Join('\n', [.. report.Faults, .. report.Broken]),
        };
        await database.WriteAsync(session => session.Runs.AddAsync(run), cancellation);
        return report;
    }

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
