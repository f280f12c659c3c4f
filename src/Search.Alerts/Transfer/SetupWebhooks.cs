using System.Globalization;
using Search.Alerts.Webhooks;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>Makes an alert's webhooks those of a setup. One that is here already stays as it is, with its secret.</summary>
internal sealed class SetupWebhooks(DataSession session, List<SetupProblem> warnings)
{
    /// <summary>True when anything changed.</summary>
    public async Task<bool> TakeAsync(Alert stored, SetupAlert alert, string place)
    {
        var changed = false;
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < alert.Webhooks.Count; at++)
        {
            _ = WebhookAddress.TryParse(alert.Webhooks[at].Url.Trim(), out var address, out _);
            named.Add(address!.AbsoluteUri);
            changed |= await AddAsync(stored, address, alert.Webhooks[at].Disabled, string.Create(CultureInfo.InvariantCulture, $"{place}.webhooks[{at}]"));
        }
        foreach (var other in (await session.Webhooks.OfAlertAsync(stored.AlertId)).Where(webhook => !named.Contains(webhook.Url)))
        {
            await session.AlertEvents.AddAsync(stored.AlertId, AlertEventKind.WebhookRemoved, WebhookDesk.HostOf(other));
            changed |= await session.Webhooks.RemoveAsync(other.WebhookId);
        }
        return changed;
    }

    private async Task<bool> AddAsync(Alert stored, Uri address, string? disabled, string place)
    {
        if (await session.Webhooks.AddAsync(stored.AlertId, address.AbsoluteUri) is not { } added)
            return false;
        await session.AlertEvents.AddAsync(stored.AlertId, AlertEventKind.WebhookAdded, WebhookDesk.HostOf(added));
        if (disabled is not null)
            await session.Webhooks.DisableAsync(added.WebhookId, disabled);
        warnings.Add(new SetupProblem(place, $"has a new secret, shown this once, which its receiver must be told: {added.Secret}"));
        return true;
    }
}
