using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Editing;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>
/// Unsubscribing, by a link whose token is its only right. By POST, from the page's button or by one click of a mail program (RFC 8058): no
/// login, no cookie, no form token, no redirect, any body, the same answer however often it comes. Opening the link changes nothing. A person
/// takes their own stop back on the page, by a form that only the page can send.
/// </summary>
internal static class UnsubscribeEndpoints
{
    public static void MapUnsubscribing(this IEndpointRouteBuilder app)
    {
        app.MapGet("/unsubscribe/{token}", AskAsync).WithEvenAnswers();
        app.MapPost("/unsubscribe/{token}", StopAsync).DisableAntiforgery().WithEvenAnswers();
        app.MapPost("/unsubscribe/{token}/back", ComeBackAsync).WithFormToken().WithEvenAnswers();
    }

    private static async Task<RazorComponentResult> AskAsync(string token, HttpContext context, Unsubscriber unsubscriber) =>
        await unsubscriber.FindAsync(token, context.RequestAborted) is { } target
            ? View.Of<UnsubscribePage>((nameof(UnsubscribePage.Token), token), (nameof(UnsubscribePage.Target), target))
            : View.NotFound("subscription");

    private static async Task<RazorComponentResult> StopAsync(string token, HttpContext context, Unsubscriber unsubscriber) =>
        await unsubscriber.StopAsync(token, context.RequestAborted) is { } target
            ? View.Of<UnsubscribePage>((nameof(UnsubscribePage.Token), token), (nameof(UnsubscribePage.Target), target), (nameof(UnsubscribePage.JustStopped), true))
            : View.NotFound("subscription");

    private static async Task<RazorComponentResult> ComeBackAsync(string token, HttpContext context, Unsubscriber unsubscriber) =>
        await unsubscriber.ComeBackAsync(token, context.RequestAborted) switch
        {
            null => View.NotFound("subscription"),
            { Stopped: true } => View.Message(StatusCodes.Status409Conflict, "This stays stopped", "The alert's owner took this address out, or deleted the alert. Ask the owner."),
            _ => View.Message(StatusCodes.Status200OK, "Welcome back", "Mail comes again, and tells what was found meanwhile too."),
        };
}
