using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Editing;

/// <summary>The alerts that name a person who has not left them, whether mail may go there now or not; by key, without deleted ones.</summary>
internal static class AlertsToldTo
{
    public static async Task<IReadOnlyList<Alert>> PersonAsync(DataSession session, long recipientId)
    {
        var subscriptions = await session.Subscriptions.OfRecipientAsync(recipientId);
        var alerts = await session.Alerts.FindAsync([.. subscriptions.Where(subscription => subscription.UnsubscribedAt is null).Select(subscription => subscription.AlertId)]);
        return [.. alerts.Where(alert => alert.DeletedAt is null).OrderBy(alert => alert.AlertId)];
    }
}
