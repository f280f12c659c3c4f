using System.Globalization;
using Search.Alerts.Findings;
using Search.Data;
using Search.Data.Webhooks;

namespace Search.Alerts.Webhooks;

/// <summary>
/// Writes calls: what an alert found after a webhook's cursor becomes one call, stored with the new cursor in the same transaction. Killed
/// anywhere, a match is in one call or in none yet. A webhook has one waiting call at a time.
/// </summary>
internal sealed class WebhookStage(Database database, AlertSettings settings)
{
    private const int WebhooksAtOnce = 100;
    private const int MatchesPerCall = 100;

    private readonly FindingReader _findings = new();
    private readonly WebhookEvent _event = new(settings);

    /// <summary>Writes a call for every webhook that is behind and has none waiting.</summary>
    public async Task<WebhookReport> RunAsync(CancellationToken cancellation = default)
    {
        var report = new WebhookReport();
        var place = 0L;
        while (await database.ReadAsync(session => session.Webhooks.BehindAsync(place, WebhooksAtOnce), cancellation) is { Count: > 0 } behind)
        {
            place = behind[^1].WebhookId;
            foreach (var webhook in behind)
                report = report.Plus(await WriteOrWarnAsync(webhook, cancellation));
        }
        return report;
    }

    /// <summary>One webhook whose call can't be written keeps no other from theirs.</summary>
    private async Task<WebhookReport> WriteOrWarnAsync(Webhook webhook, CancellationToken cancellation)
    {
        try
        {
            return new WebhookReport { Calls = await WriteAsync(webhook, cancellation) ? 1 : 0 };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new WebhookReport { Warnings = [string.Create(CultureInfo.InvariantCulture, $"the call of webhook {webhook.WebhookId} could not be written: {e.Message}")] };
        }
    }

    /// <summary>False when another process was faster or the alert is gone.</summary>
    private async Task<bool> WriteAsync(Webhook behind, CancellationToken cancellation)
    {
        var webhook = behind;
        while (await database.ReadAsync(session => ComposeAsync(session, webhook), cancellation) is { } next)
        {
            if (!await database.WriteAsync(session => StoreAsync(session, webhook, next), cancellation))
                return false;
            if (next.Body is not null)
                return true;
            // Everything in this stretch was taken down.
            webhook = webhook with { MatchCursor = next.ToMatch };
        }
        return false;
    }

    /// <summary>Null when there is nothing after the cursor.</summary>
    private async Task<Call?> ComposeAsync(DataSession session, Webhook webhook)
    {
        var matches = await session.Matches.ToTellAfterAsync(webhook.AlertId, webhook.MatchCursor, MatchesPerCall);
        if (matches.Count == 0 || await session.Alerts.FindAsync(webhook.AlertId) is not { } alert)
            return null;
        var findings = await _findings.ReadAsync(session, alert, matches);
        var (id, to) = (WebhookEvent.IdOf(webhook, matches[^1].MatchId), matches[^1].MatchId);
        return new Call(id, to, [.. findings.Select(finding => finding.Article.Seq)], findings.Count == 0 ? null : _event.Write(id, "matches", session.Now, alert, findings));
    }

    /// <summary>An article that is taken down between our reading and our writing is in no call.</summary>
    private static async Task<bool> StoreAsync(DataSession session, Webhook webhook, Call call)
    {
        await session.LockAsync(DataLock.Ingest);
        var standing = await session.Articles.BySeqAsync(call.Seqs);
        return standing.Count == call.Seqs.Count && await session.Webhooks.AddCallAsync(webhook, call.ToMatch, call.EventId, call.Body);
    }

    private sealed record Call(string EventId, long ToMatch, IReadOnlyList<long> Seqs, string? Body);
}
