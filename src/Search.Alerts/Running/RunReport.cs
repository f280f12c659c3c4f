using Search.Alerts.Consents;
using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Matching;
using Search.Alerts.Notices;
using Search.Alerts.Webhooks;

namespace Search.Alerts.Running;

/// <summary>What a run of all alert stages did.</summary>
public sealed record RunReport(MatchReport Match, DigestReport Digest, DeliveryReport Delivery)
{
    public ConsentReport Consents { get; init; } = new(Asked: 0, []);

    public NoticeReport Notices { get; init; } = new(Mails: 0, Notices: 0, []);

    public WebhookReport Webhooks { get; init; } = new();

    /// <summary>What the operator should know, one line each.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Match.Broken.Select(broken => $"alert {broken}"), .. Consents.Warnings, .. Notices.Warnings, .. Digest.Warnings, .. Delivery.Warnings, .. Webhooks.Warnings,
    ];
}
