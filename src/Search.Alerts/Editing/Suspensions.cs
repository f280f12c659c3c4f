using Search.Data;
using Search.Data.Alerts;
using Search.Data.Notices;

namespace Search.Alerts.Editing;

/// <summary>Stops mail to an address that refuses it for good, and tells each owner of an alert that is told there, once.</summary>
internal static class Suspensions
{
    /// <summary>False when the address was suspended before; then nobody is told again.</summary>
    public static async Task<bool> SuspendAsync(DataSession session, long recipientId, string reason)
    {
        if (!await session.Recipients.SuspendAsync(recipientId, reason) || await session.Recipients.FindAsync(recipientId) is not { ErasedAt: null } recipient)
            return false;
        var alerts = await AlertsToldTo.PersonAsync(session, recipientId);
        foreach (var alert in alerts)
            await session.AlertEvents.AddAsync(alert.AlertId, AlertEventKind.Suspended, recipient.Address);
        foreach (var owned in alerts.GroupBy(alert => alert.OwnerId))
            await session.Notices.AddAsync(Notice(recipient, [.. owned], reason));
        return true;
    }

    private static Notice Notice(Recipient recipient, IReadOnlyList<Alert> alerts, string reason) => new()
    {
        RecipientId = alerts[0].OwnerId,
        Kind = NoticeKind.Suspended,
        AlertId = alerts.Count == 1 ? alerts[0].AlertId : null,
        About = recipient.Address,
        Detail = reason,
    };
}
