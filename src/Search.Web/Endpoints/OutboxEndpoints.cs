using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Mail;
using Search.Data;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>Composed mails and their fate. The secret parts of links are never shown.</summary>
internal static partial class OutboxEndpoints
{
    private const int Listed = 200;

    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/outbox", ListAsync);
        app.MapGet("/outbox/{id:long}", ShowAsync);
        app.MapGet("/outbox/{id:long}/html", HtmlAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(HttpContext context, Database database, SearchPlace place)
    {
        var messages = await database.ReadAsync(data => data.Outbox.NewestAsync(Listed), context.RequestAborted);
        return View.Of<OutboxPage>(
            (nameof(OutboxPage.Messages), messages), (nameof(OutboxPage.Delivery), place.SendsMail), (nameof(OutboxPage.Where), place.MailGoesTo),
            (nameof(OutboxPage.Notice), Notices.Of(context.Request.Query[View.NoticeKey])));
    }

    private static async Task<RazorComponentResult> ShowAsync(long id, HttpContext context, Database database, SearchPlace place)
    {
        var message = await database.ReadAsync(data => data.Outbox.FindAsync(id), context.RequestAborted);
        if (message is null)
            return View.NotFound("mail");
        var parts = MimeReader.Read(message.Bytes);
        return View.Of<MailPage>(
            (nameof(MailPage.Message), message),
            (nameof(MailPage.Text), Redact(parts.Text)),
            (nameof(MailPage.HasHtml), parts.Html is not null),
            (nameof(MailPage.Source), Redact(WithoutEncodedParts(Encoding.ASCII.GetString(message.Bytes).ReplaceLineEndings("\n")))),
            (nameof(MailPage.Delivery), place.SendsMail), (nameof(MailPage.Where), place.MailGoesTo));
    }

    private static async Task<IResult> HtmlAsync(long id, HttpContext context, Database database)
    {
        var message = await database.ReadAsync(data => data.Outbox.FindAsync(id), context.RequestAborted);
        if (message is null || MimeReader.Read(message.Bytes).Html is not { } html)
            return View.NotFound("mail");
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.MailPolicy;
        return TypedResults.Content(Redact(html), "text/html; charset=utf-8");
    }

    /// <summary>Leaves out every run of 32 hex digits: the tokens of links. Soft line breaks of quoted-printable may stand inside one.</summary>
    internal static string Redact(string text) => Token().Replace(text, "…");

    /// <summary>A mail's source without the base64 of its parts: tokens could be read out of it, and the page shows those parts decoded.</summary>
    internal static string WithoutEncodedParts(string source)
    {
        var shown = new StringBuilder(source.Length);
        var (encoded, inside) = (false, false);
        foreach (var line in source.Split('\n'))
        {
            if (line.StartsWith("--", StringComparison.Ordinal))
                (encoded, inside) = (false, false);
            if (inside)
                continue;
            encoded |= line.Equals("Content-Transfer-Encoding: base64", StringComparison.OrdinalIgnoreCase);
            inside = encoded && line.Length == 0;
            shown.Append(line).Append(inside ? "\n(encoded text, shown decoded above)\n" : "\n");
        }
        return shown.ToString();
    }

    [GeneratedRegex(@"(?<![0-9a-f])(?:[0-9a-f](?:=\r?\n)?){31}[0-9a-f](?![0-9a-f])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Token();
}
