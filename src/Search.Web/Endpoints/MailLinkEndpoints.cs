using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Editing;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Outbox;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>
/// Pages that mails link to. A link's token is its only right. Unsubscribing is by POST, from the page's button or by one click of a mail
/// program (RFC 8058): no login, no cookie, no form token, the same answer however often it comes.
/// </summary>
internal static class MailLinkEndpoints
{
    public static void MapMailLinks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/digests/{id}", DigestAsync);
        app.MapGet("/unsubscribe/{token}", AskAsync);
        app.MapPost("/unsubscribe/{token}", UnsubscribeAsync).DisableAntiforgery();
        app.MapGet("/help", () => View.Message(
            StatusCodes.Status200OK, "About these mails", "They tell what saved searches found. Each has links at its end to edit or pause an alert, to stop it, and to stop all mail from this service."));
    }

    private static async Task<RazorComponentResult> DigestAsync(string id, HttpContext context, Database database)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        if (await data.Outbox.FindAsync(id) is not { } mail)
            return View.NotFound("digest");
        var rows = new List<DigestRow>();
        foreach (var items in (await data.Outbox.ItemsAsync(mail.OutboxId)).GroupBy(item => item.ArticleId))
            rows.Add(await RowAsync(data, [.. items]));
        return View.Of<DigestPage>((nameof(DigestPage.Model), new DigestModel(mail, rows)));
    }

    private static async Task<DigestRow> RowAsync(DataSession data, IReadOnlyList<OutboxItem> items)
    {
        var alerts = new List<Alert>();
        foreach (var item in items)
        {
            if (await data.Alerts.FindAsync(item.AlertId) is { } alert)
                alerts.Add(alert);
        }
        return new DigestRow(await data.Articles.RevisionAsync(items[0].ArticleId, items[0].Revision), items.Min(item => item.Placing), alerts);
    }

    private static async Task<RazorComponentResult> AskAsync(string token, HttpContext context, Unsubscriber unsubscriber) =>
        await unsubscriber.FindAsync(token, context.RequestAborted) is { } target
            ? View.Of<UnsubscribePage>((nameof(UnsubscribePage.Token), token), (nameof(UnsubscribePage.Target), target))
            : View.NotFound("subscription");

    private static async Task<RazorComponentResult> UnsubscribeAsync(string token, HttpContext context, Unsubscriber unsubscriber) =>
        await unsubscriber.StopAsync(token, context.RequestAborted) is null
            ? View.NotFound("subscription")
            : View.Message(StatusCodes.Status200OK, "You are unsubscribed", "It takes effect at once; what was queued is called back.");
}
