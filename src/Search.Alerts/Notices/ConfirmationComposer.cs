using Search.Alerts.Bodies;
using Search.Alerts.Digests;
using Search.Alerts.Mail;

namespace Search.Alerts.Notices;

/// <summary>
/// The mail that asks a person to agree (double opt-in). It goes to people who did not ask for it, so what the owner wrote into it is short
/// and leads nowhere (<see cref="UnlinkedText"/>): it is no way to send advertising to strangers. Pure.
/// </summary>
internal sealed class ConfirmationComposer(AlertSettings settings)
{
    private const int NameLength = 80;
    private const int QueryLength = 200;

    /// <summary>None of the owner's words: a subject is read by people who open nothing.</summary>
    private const string Subject = "Please confirm: news alerts by mail";

    public MailMessage Compose(ConfirmationRequest request)
    {
        var body = new MailBody(Subject, [.. Blocks(request)]);
        return new MailMessage
        {
            From = settings.From,
            To = request.To,
            Subject = body.Title,
            Date = request.At,
            MessageId = $"confirm-{request.Id}@{settings.From.Domain}",
            Headers = AutomaticHeaders.Single,
            Text = BodyText.Write(body),
            Html = BodyHtml.Write(body),
        };
    }

    private static IEnumerable<Block> Blocks(ConfirmationRequest request)
    {
        yield return new Heading("Do you want these mails?") { Top = true };
        var owner = Mailbox.Parse(request.OwnerAddress).Address;
        yield return new Paragraph(new Line($"{owner} would like you to get mail whenever a saved search finds something in the news."));
        if (Asked(request).ToList() is { Count: > 0 } asked)
            yield return new Paragraph(asked);
        yield return new Button(new Link("Yes, send me these mails", request.Confirm.AbsoluteUri));
        yield return new Paragraph(new Line("If you do nothing, you get no mail."));
        yield return new Footer(Refusal(request));
    }

    private static Paragraph Refusal(ConfirmationRequest request) => new(
        new Line("Someone entered your address for this alert, and you are asked before anything is sent. Each mail will have links that stop it."),
        new Line("", new Link("No, and do not ask me again", request.Refuse.AbsoluteUri)))
    {
        Quiet = true,
    };

    private static IEnumerable<Line> Asked(ConfirmationRequest request)
    {
        if (UnlinkedText.Line(request.AlertName, NameLength) is { Length: > 0 } name)
            yield return new Line("Alert: " + Isolate.Of(name));
        if (UnlinkedText.Line(request.Query, QueryLength) is { Length: > 0 } query)
            yield return new Line("Query: " + Isolate.Of(query));
    }
}
