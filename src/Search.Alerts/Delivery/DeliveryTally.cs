using Search.Alerts.Mail;
using Search.Data.Outbox;

namespace Search.Alerts.Delivery;

/// <summary>Counts what a run of the delivery stage does. Not thread-safe.</summary>
internal sealed class DeliveryTally
{
    private readonly Dictionary<OutboxState, int> _counts = [];
    private readonly List<string> _warnings = [];

    public DeliveryReport Report => new()
    {
        Sent = _counts.GetValueOrDefault(OutboxState.Sent),
        PickedUp = _counts.GetValueOrDefault(OutboxState.PickedUp),
        Retried = _counts.GetValueOrDefault(OutboxState.Queued),
        Failed = _counts.GetValueOrDefault(OutboxState.Failed),
        Expired = _counts.GetValueOrDefault(OutboxState.Expired),
        Warnings = [.. _warnings],
    };

    public void Count(OutboxState state, OutboxMessage mail, DeliveryResult result)
    {
        _counts[state] = _counts.GetValueOrDefault(state) + 1;
        if (state == OutboxState.Failed)
            Warn($"{mail.EnvelopeTo} was refused and is suspended: {result.Detail}");
        if (state == OutboxState.Expired)
            Warn($"mail {mail.OutboxId} to {mail.EnvelopeTo} was given up after five days: {result.Detail}");
    }

    public void Warn(string warning) => _warnings.Add(warning);
}
