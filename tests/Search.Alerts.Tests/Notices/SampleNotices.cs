using Search.Alerts.Mail;
using Search.Alerts.Notices;

namespace Search.Alerts.Tests.Notices;

/// <summary>Requests and notices made by hand, the same at every run.</summary>
internal static class SampleNotices
{
    private static readonly DateTimeOffset At = new(2015, 3, 17, 16, 5, 0, TimeSpan.FromHours(2));

    public static ConfirmationRequest Request(string name = "القلمون", string query = "القلمون AND (توغل OR معارك)") => new(
        Mailbox.Parse("reader@news.example"),
        "desk@news.example",
        name,
        query,
        new Uri("https://search.example/confirm/00112233445566778899aabbccddeeff"),
        new Uri("https://search.example/unsubscribe/ffeeddccbbaa99887766554433221100"),
        "0123456789abcdef",
        At);

    public static NoticeMail Notices() => Of(
        new NoticeLine(NoticeKind.SourceSilent, "Syria Direct", At.AddDays(-9)),
        new NoticeLine(NoticeKind.AlertBroken, "القلمون", At.AddDays(-1))
        {
            Reason = "at character 12: the bracket is not closed; add ) at the end",
            Page = new Uri("https://search.example/manage/00112233445566778899aabbccddeeff"),
        },
        new NoticeLine(NoticeKind.AddressSuspended, "gone@news.example", At) { Reason = "550 5.1.1 user unknown" },
        new NoticeLine(NoticeKind.RecipientUnsubscribed, "reader@news.example", At) { Alert = "Qalamoun" },
        new NoticeLine(NoticeKind.RecipientUnsubscribed, "other@news.example", At),
        new NoticeLine(NoticeKind.RecipientRefused, "stranger@news.example", At) { Alert = "القلمون" },
        new NoticeLine(NoticeKind.SourceBroken, "الميادين", At.AddDays(-2)) { Reason = "404 Not Found" });

    public static NoticeMail Of(params IReadOnlyList<NoticeLine> lines) => new(Mailbox.Parse("desk@news.example"), lines, "0123456789abcdef", At)
    {
        RecipientToken = "token-of-the-person",
    };
}
