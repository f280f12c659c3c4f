using System.Text;
using Search.Alerts.Bodies;
using Search.Alerts.Digests;
using Search.Alerts.Mail;

namespace Search.Alerts.Notices;

/// <summary>One mail of all that an owner is to be told, by kind, each with what to do. Pure.</summary>
internal sealed class NoticeComposer(AlertSettings settings)
{
    public MailMessage Compose(NoticeMail notice)
    {
        var subject = $"Your alerts: {DigestWords.Count(notice.Lines.Count + notice.More, "notice")}, {DigestDates.Day(notice.At)}";
        var body = new MailBody(subject, [.. Blocks(notice)]);
        return new MailMessage
        {
            From = settings.From,
            To = notice.To,
            Subject = subject,
            Date = notice.At,
            MessageId = $"notice-{notice.Id}@{settings.From.Domain}",
            Headers = notice.RecipientToken is { } token ? AutomaticHeaders.List(settings, token) : AutomaticHeaders.Single,
            Text = BodyText.Write(body),
            Html = BodyHtml.Write(body),
        };
    }

    private IEnumerable<Block> Blocks(NoticeMail notice)
    {
        yield return new Heading("About your alerts") { Top = true };
        var room = DigestLimits.HtmlBytes * 3 / 4;
        foreach (var kind in notice.Lines.GroupBy(line => line.Kind).OrderBy(kind => kind.Key))
        {
            yield return new Heading(NoticeWords.Heading(kind.Key));
            yield return new Paragraph([.. Within(kind, ref room)]);
            yield return new Paragraph(new Line(NoticeWords.Remedy(kind.Key))) { Quiet = true };
        }
        if (notice.More > 0)
            yield return new Paragraph(new Line($"And {DigestWords.Count(notice.More, "more notice")}: the pages of your alerts show what happened to them."));
        yield return new Footer(new Paragraph([.. FooterLines(notice)]) { Quiet = true });
    }

    /// <summary>Lines as long as there is room for HTML, and a count of the rest.</summary>
    private static List<Line> Within(IEnumerable<NoticeLine> notices, ref int room)
    {
        var (lines, left) = (new List<Line>(), 0);
        foreach (var notice in notices)
        {
            var line = new Line(NoticeWords.Sentence(notice), Links(notice));
            var bytes = 100 + Encoding.UTF8.GetByteCount(SafeText.Html(line.Words)) + line.Links.Sum(link => link.Address.Length + 100);
            if (bytes > room)
                left++;
            else
                lines.Add(line);
            room -= bytes <= room ? bytes : 0;
        }
        if (left > 0)
            lines.Add(new Line($"and {DigestWords.Count(left, "more notice")}, for which there is no room here"));
        return lines;
    }

    private static IReadOnlyList<Link> Links(NoticeLine notice) =>
        SafeText.WebAddress(notice.Page?.AbsoluteUri, DigestLimits.AddressLength) is { } page ? [new Link("Open", page)] : [];

    private IEnumerable<Line> FooterLines(NoticeMail notice)
    {
        yield return new Line($"You get this because {notice.To.Address} has alerts here.");
        if (notice.RecipientToken is { } token && settings.LinkBase is { } root)
            yield return new Line("", new Link("Stop all mail from this service", new MailLinks(root).UnsubscribeAll(token)));
    }
}
