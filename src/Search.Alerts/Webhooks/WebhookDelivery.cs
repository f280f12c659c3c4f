using System.Runtime.CompilerServices;
using Search.Alerts.Delivery;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Data.Webhooks;

namespace Search.Alerts.Webhooks;

/// <summary>
/// Hands waiting calls to their receivers, several at once, by id, under claims: of several processes one has a call at a time. Killed
/// anywhere, a call is made at least once; a repeat has the same event id and the same bytes.
/// </summary>
internal sealed class WebhookDelivery(Database database, WebhookSender sender, AlertSettings settings)
{
    public const int AtOnce = 8;

    /// <summary>A call that waited through a pause or a night of the machine is not given up after its first fault.</summary>
    private const int LeastAttempts = 4;

    /// <summary>Much longer than one attempt can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>After this time a run begins no more attempts; what is still due comes with the next run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Makes every call whose attempt is due.</summary>
    public async Task<WebhookReport> RunAsync(CancellationToken cancellation = default)
    {
        await ReleaseClaimsOfTheDeadAsync(cancellation);
        var tally = new Tally();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(ClaimsAsync(cancellation), options, async (call, token) => tally.Add(await CallAsync(call, token)));
        return tally.Report;
    }

    private async Task ReleaseClaimsOfTheDeadAsync(CancellationToken cancellation)
    {
        var owners = await database.ReadAsync(session => session.Webhooks.ClaimOwnersAsync(), cancellation);
        foreach (var owner in owners.Where(ClaimOwner.IsDead))
            await database.WriteAsync(session => session.Webhooks.ReleaseOwnerAsync(owner), cancellation);
    }

    /// <summary>One after the other, each claimed when there is a hand free for it.</summary>
    private async IAsyncEnumerable<WebhookCall> ClaimsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var started = database.Time.GetTimestamp();
        while (database.Time.GetElapsedTime(started) < Patience
            && await database.WriteAsync(session => session.Webhooks.ClaimDueAsync(settings.Owner, Lease, limit: 1), cancellation) is [var call])
            yield return call;
    }

    private async Task<WebhookReport> CallAsync(WebhookCall call, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => session.Webhooks.FindAsync(call.WebhookId), cancellation) is not { } webhook)
            return new WebhookReport();
        var answer = await sender.SendAsync(webhook, call.EventId, call.Body, cancellation);
        var now = database.Time.GetUtcNow();
        var state = StateAfter(call, answer, now);
        DateTimeOffset? next = state == OutboxState.Queued ? now + Pause(call, answer) : null;
        // What the receiver has taken is recorded even when the run is being cancelled.
        var recorded = await database.WriteAsync(session => RecordAsync(session, webhook, call, answer, state, next), CancellationToken.None);
        return recorded ? Report(webhook, answer, state) : new WebhookReport();
    }

    private static OutboxState StateAfter(WebhookCall call, WebhookAnswer answer, DateTimeOffset now)
    {
        var isOver = now - call.CreatedAt >= Backoff.GiveUpAfter && call.Attempts + 1 >= LeastAttempts;
        return answer.Outcome switch
        {
            WebhookOutcome.Taken => OutboxState.Sent,
            WebhookOutcome.Gone => OutboxState.Failed,
            WebhookOutcome.Refused when isOver => OutboxState.Failed,
            WebhookOutcome.Later when isOver => OutboxState.Expired,
            _ => OutboxState.Queued,
        };
    }

    /// <summary>As with mails, but no sooner than the receiver asks, up to a day.</summary>
    private static TimeSpan Pause(WebhookCall call, WebhookAnswer answer)
    {
        var ours = Backoff.After(call.Attempts + 1);
        return answer.RetryAfter is { } asked && asked > ours ? (asked < LongestWait ? asked : LongestWait) : ours;
    }

    /// <summary>False when the call was cancelled meanwhile, or its claim had passed to another process.</summary>
    private async Task<bool> RecordAsync(DataSession session, Webhook webhook, WebhookCall call, WebhookAnswer answer, OutboxState state, DateTimeOffset? next)
    {
        if (!await session.Webhooks.RecordAttemptAsync(call.CallId, settings.Owner, state, answer.Detail, next))
            return false;
        if (state == OutboxState.Failed && await session.Webhooks.DisableAsync(webhook.WebhookId, answer.Detail))
            await TellOwnerAsync(session, webhook, AlertEventKind.WebhookDisabled, NoticeKind.WebhookDisabled, $"{WebhookDesk.HostOf(webhook)} answered {answer.Detail}");
        else if (state == OutboxState.Expired)
            await TellOwnerAsync(session, webhook, AlertEventKind.WebhookLost, NoticeKind.WebhookLost, $"{WebhookDesk.HostOf(webhook)} after five days: {answer.Detail}");
        return true;
    }

    private static async Task TellOwnerAsync(DataSession session, Webhook webhook, AlertEventKind happened, NoticeKind kind, string detail)
    {
        await session.AlertEvents.AddAsync(webhook.AlertId, happened, detail);
        if (await session.Alerts.FindAsync(webhook.AlertId) is not { } alert)
            return;
        await session.Notices.AddAsync(new Notice
        {
            RecipientId = alert.OwnerId,
            Kind = kind,
            AlertId = alert.AlertId,
            About = alert.Name,
            Detail = detail,
        });
    }

    private static WebhookReport Report(Webhook webhook, WebhookAnswer answer, OutboxState state)
    {
        var host = WebhookDesk.HostOf(webhook);
        return state switch
        {
            OutboxState.Sent => new WebhookReport { Taken = 1 },
            OutboxState.Failed => new WebhookReport { GivenUp = 1, Warnings = [$"webhook {webhook.WebhookId} ({host}) refuses for good and is called no more: {answer.Detail}"] },
            OutboxState.Expired => new WebhookReport { GivenUp = 1, Warnings = [$"a call of webhook {webhook.WebhookId} ({host}) was given up after five days: {answer.Detail}"] },
            _ => new WebhookReport { Retried = 1 },
        };
    }

    private sealed class Tally
    {
        private readonly Lock _gate = new();

        public WebhookReport Report { get; private set; } = new();

        public void Add(WebhookReport one)
        {
            lock (_gate)
                Report = Report.Plus(one);
        }
    }
}
