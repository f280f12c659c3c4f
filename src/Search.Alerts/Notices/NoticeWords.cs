using Search.Alerts.Digests;

namespace Search.Alerts.Notices;

/// <summary>The sentences of notices: what happened, and what to do about it.</summary>
internal static class NoticeWords
{
    private const int NameLength = 80;
    private const int ReasonLength = 300;
    private const int AddressLength = 254;

    public static string Heading(NoticeKind kind) => kind switch
    {
        NoticeKind.AlertBroken => "Alerts that cannot run",
        NoticeKind.AddressSuspended => "Addresses that refuse mail",
        NoticeKind.RecipientUnsubscribed => "People who unsubscribed",
        NoticeKind.RecipientRefused => "People who said no",
        NoticeKind.SourceBroken => "Sources that cannot be read",
        NoticeKind.SourceSilent => "Sources without anything new",
        NoticeKind.WebhookDisabled => "Webhooks that refuse",
        NoticeKind.WebhookLost => "Webhooks that missed a call",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    public static string Remedy(NoticeKind kind) => kind switch
    {
        NoticeKind.AlertBroken => "What to do: open the alert and mend its query. It finds nothing until then.",
        NoticeKind.AddressSuspended => "What to do: look for a mistake in the address, or ask the person for another one. Nothing is sent there meanwhile.",
        NoticeKind.RecipientUnsubscribed => "What to do: nothing. Nothing more is sent to them; whoever wants mail again has to agree again.",
        NoticeKind.RecipientRefused => "What to do: nothing. They get no mail and are not asked again.",
        NoticeKind.SourceBroken => "What to do: open the source in a browser. If it moved, enter its new address; if it is gone, remove it.",
        NoticeKind.SourceSilent => "What to do: see whether it still publishes. If its feed moved, enter the new address.",
        NoticeKind.WebhookDisabled => "What to do: mend the receiver, and add the webhook again. It is not called meanwhile.",
        NoticeKind.WebhookLost => "What to do: mend the receiver. What the call told stands on the alert's page; later calls go on.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    public static string Sentence(NoticeLine line)
    {
        var day = DigestDates.Day(line.At);
        return line.Kind switch
        {
            NoticeKind.AlertBroken => $"{Alert(line, line.What)}, since {day}{Reason(line)}",
            NoticeKind.AddressSuspended => $"{Address(line)}, since {day}{Reason(line)}",
            NoticeKind.RecipientUnsubscribed => $"{Address(line)} stopped {(line.Alert is null ? "all mail" : Alert(line, line.Alert))}, {day}",
            NoticeKind.RecipientRefused => $"{Address(line)} does not want {(line.Alert is null ? "any mail" : Alert(line, line.Alert))}, {day}",
            _ => $"{(line.Discreet ? Neutral(line.Kind) : DigestWords.Theirs(line.What, NameLength))}, since {day}{Reason(line)}",
        };
    }

    private static string Neutral(NoticeKind kind) => kind is NoticeKind.WebhookDisabled or NoticeKind.WebhookLost ? "a webhook" : "a source";

    private static string Alert(NoticeLine line, string name) => line.Discreet ? "an alert" : $"“{DigestWords.Theirs(name, NameLength)}”";

    private static string Address(NoticeLine line) => DigestWords.Theirs(line.What, AddressLength);

    private static string Reason(NoticeLine line) =>
        !line.Discreet && DigestWords.Theirs(line.Reason, ReasonLength) is { Length: > 0 } reason ? $": {reason}" : "";
}
