using Search.Alerts.Mail;

namespace Search.Alerts.Digests;

/// <summary>Headers of mails that a machine sends: what keeps answering machines quiet (RFC 3834), and how to leave the list (RFC 2369, RFC 8058).</summary>
internal static class AutomaticHeaders
{
    public static IReadOnlyList<MailHeader> Single { get; } =
    [
        new("Auto-Submitted", "auto-generated"),
        new("X-Auto-Response-Suppress", "OOF, AutoReply"),
    ];

    /// <summary>
    /// For mail that comes again and again. A list without a public address has no page to leave it by, and goes to the operator only: none.
    /// RFC 2369 takes an address of any scheme, and the page behind it asks before it acts, so one without TLS is named too: better a page
    /// that works than only a mailbox that the operator may not read. One click without asking is for HTTPS only (RFC 8058 section 3.1).
    /// </summary>
    /// <param name="settings">Sender and public address.</param>
    /// <param name="token">Stops everything to the reader's address.</param>
    public static IReadOnlyList<MailHeader> List(AlertSettings settings, string token)
    {
        if (settings.PublicUrl is not { } root)
            return Single;
        var links = new MailLinks(root);
        var headers = new List<MailHeader>(Single)
        {
            new("List-Id", $"<alerts.{settings.From.Domain}>"),
            new("List-Help", $"<{links.Help}>"),
            new("List-Unsubscribe", $"<{links.UnsubscribeAll(token)}>, <{Mailto(settings.From, token)}>"),
        };
        if (root.Scheme == Uri.UriSchemeHttps)
            headers.Add(new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        return headers;
    }

    /// <summary>A message to the sender whose subject is <c>unsubscribe TOKEN</c>, for whatever reads that mailbox (RFC 6068).</summary>
    private static string Mailto(Mailbox from, string token)
    {
        var local = from.Address[..^(from.Domain.Length + 1)];
        return $"mailto:{Uri.EscapeDataString(local)}@{from.Domain}?subject=unsubscribe%20{Uri.EscapeDataString(token)}";
    }
}
