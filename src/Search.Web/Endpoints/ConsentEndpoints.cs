using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Editing;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>
/// Where a person who was asked agrees or refuses. The link's token is the only right: no login, and no form token, since browsers that keep
/// no cookies must get an answer through too. Opening the link changes nothing.
/// </summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/confirm/{token}", AskAsync).WithEvenAnswers();
        app.MapPost("/confirm/{token}", AnswerAsync).DisableAntiforgery().WithEvenAnswers();
    }

    private static async Task<RazorComponentResult> AskAsync(string token, HttpContext context, ConsentAnswers answers) => Page(
        token, await answers.FindAsync(token, context.RequestAborted), refusing: context.Request.Query.ContainsKey("refuse"));

    private static async Task<RazorComponentResult> AnswerAsync(string token, HttpContext context, ConsentAnswers answers)
    {
        var answer = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["answer"].ToString() : "";
        return answer switch
        {
            "agree" => Page(token, await answers.ConfirmAsync(token, context.RequestAborted), answered: true),
            "refuse" => Page(token, await answers.RefuseAsync(token, context.RequestAborted), answered: true),
            _ => View.Message(StatusCodes.Status400BadRequest, "That is no answer", "Open the link of the mail again, and choose one of the two buttons."),
        };
    }

    private static RazorComponentResult Page(string token, ConsentTarget? target, bool refusing = false, bool answered = false) => target is null
        ? View.NotFound("question")
        : View.Of<ConfirmPage>(
            (nameof(ConfirmPage.Token), token), (nameof(ConfirmPage.Target), target), (nameof(ConfirmPage.Refusing), refusing), (nameof(ConfirmPage.Answered), answered));
}
