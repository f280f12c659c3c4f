using Search.Alerts.Findings;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Webhooks;

namespace Search.Alerts.Webhooks;

/// <summary>Takes what people ask of webhooks: adds, removes and tries them.</summary>
public sealed class WebhookDesk(Database database)
{
    private const int TestedArticles = 3;

    /// <summary>Adds a webhook, which is called from the alert's next match on. Null, and why, when it can't be.</summary>
    public async Task<(Webhook? Webhook, string? Problem)> AddAsync(long alertId, string url, CancellationToken cancellation = default)
    {
        if (!WebhookAddress.TryParse(url.Trim(), out var address, out var problem))
            return (null, problem);
        var webhook = await database.WriteAsync(session => AddAsync(session, alertId, address), cancellation);
        return webhook is null ? (null, "the alert has a webhook of this address already") : (webhook, null);
    }

    /// <summary>Removes a webhook with its calls. False when there is none.</summary>
    public Task<bool> RemoveAsync(long webhookId, CancellationToken cancellation = default) => database.WriteAsync(
        async session =>
        {
            if (await session.Webhooks.FindAsync(webhookId) is not { } webhook)
                return false;
            await session.AlertEvents.AddAsync(webhook.AlertId, AlertEventKind.WebhookRemoved, HostOf(webhook));
            return await session.Webhooks.RemoveAsync(webhookId);
        },
        cancellation);

    /// <summary>
    /// Calls a webhook at once, disabled or not, with an event of the type <c>test</c> that holds the newest articles the alert found. Nothing
    /// is stored.
    /// </summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="settings">Where its links lead.</param>
    /// <param name="handler">Opens the connection; see <see cref="Running.AlertRunner"/>.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<WebhookAnswer> TestAsync(Webhook webhook, AlertSettings settings, HttpMessageHandler handler, CancellationToken cancellation = default)
    {
        using var sender = new WebhookSender(handler, database.Time);
        var id = WebhookEvent.TestIdOf(webhook, database.Time.GetUtcNow());
        var body = await database.ReadAsync(session => TestBodyAsync(session, webhook, settings, id), cancellation);
        return await sender.SendAsync(webhook, id, body, cancellation);
    }

    /// <summary>What people are told of an address: paths and queries of webhooks are often secrets.</summary>
    internal static string HostOf(Webhook webhook) => new Uri(webhook.Url).Authority;

    private static async Task<Webhook?> AddAsync(DataSession session, long alertId, Uri address)
    {
        var webhook = await session.Webhooks.AddAsync(alertId, address.AbsoluteUri);
        if (webhook is not null)
            await session.AlertEvents.AddAsync(alertId, AlertEventKind.WebhookAdded, HostOf(webhook));
        return webhook;
    }

    private static async Task<string> TestBodyAsync(DataSession session, Webhook webhook, AlertSettings settings, string id)
    {
        var alert = (await session.Alerts.FindAsync(webhook.AlertId))!;
        var matches = await session.Matches.NewestToTellAsync(alert.AlertId, TestedArticles);
        var findings = await new FindingReader().ReadAsync(session, alert, matches);
        return new WebhookEvent(settings).Write(id, "test", session.Now, alert, findings);
    }
}
