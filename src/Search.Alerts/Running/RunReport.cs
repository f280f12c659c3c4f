using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Matching;
using Search.Alerts.Webhooks;

namespace Search.Alerts.Running;

/// <summary>What a run of all alert stages did.</summary>
public sealed record RunReport(MatchReport Match, DigestReport Digest, DeliveryReport Delivery)
{
    public WebhookReport Webhooks { get; init; } = new();

    /// <summary>What the operator should know, one line each.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. Match.Broken.Select(broken => $"alert {broken}"), .. Digest.Warnings, .. Delivery.Warnings, .. Webhooks.Warnings];
}
