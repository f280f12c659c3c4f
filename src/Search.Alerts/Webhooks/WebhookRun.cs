using Search.Data;

namespace Search.Alerts.Webhooks;

/// <summary>Writes and makes calls by turns, until no webhook is behind or all that are have to wait. Without a handler it does nothing.</summary>
internal sealed class WebhookRun : IDisposable
{
    /// <summary>After this time no more rounds begin, so that nothing behind this stage waits long for slow receivers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly WebhookStage _stage;
    private readonly WebhookSender? _sender;
    private readonly WebhookDelivery? _delivery;

    public WebhookRun(Database database, AlertSettings settings, HttpMessageHandler? handler)
    {
        _database = database;
        _stage = new WebhookStage(database, settings);
        _sender = handler is null ? null : new WebhookSender(handler, database.Time);
        _delivery = _sender is null ? null : new WebhookDelivery(database, _sender, settings);
    }

    public async Task<WebhookReport> RunAsync(CancellationToken cancellation = default)
    {
        var report = new WebhookReport();
        if (_delivery is null)
            return report;
        var started = _database.Time.GetTimestamp();
        var isMoving = true;
        while (isMoving && _database.Time.GetElapsedTime(started) < Patience)
        {
            var round = (await _stage.RunAsync(cancellation)).Plus(await _delivery.RunAsync(cancellation));
            report = report.Plus(round);
            // A call that is settled makes way for the next one of its webhook.
            isMoving = round.Taken + round.GivenUp > 0;
        }
        return report;
    }

    public void Dispose() => _sender?.Dispose();
}
