using Microsoft.AspNetCore.Diagnostics;
using Search.Lucene;

namespace Search.Web.Hosting;

/// <summary>Answers where no handler gave one: a page for people, and JSON with an <c>error</c> under /api, with the same status.</summary>
internal static class ErrorAnswers
{
    private const string Fault = "The fault is ours and stands in the log. Nothing was lost; try again.";
    private const string Remedy = "Nothing is lost, and alerts go on. To mend it, stop the service, delete the folder \"articles\" in the data folder, and start again: the index is written anew.";

    /// <summary>After an exception that nobody caught. A request that was itself badly formed keeps its own status.</summary>
    public static Task AfterFaultAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad)
            return AnswerAsync(context, bad.StatusCode, "That request cannot be read", bad.Message);
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is IOException damage and (CorruptIndexException or IndexFormatException))
            return AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "The index cannot be read", $"{damage.Message}. {Remedy}");
        return AnswerAsync(context, StatusCodes.Status500InternalServerError, "That went wrong", Fault);
    }

    /// <summary>For a status that came without a body.</summary>
    public static Task WithoutBodyAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => AnswerAsync(context, StatusCodes.Status404NotFound, "Not here", "There is no such page."),
        StatusCodes.Status405MethodNotAllowed => AnswerAsync(context, StatusCodes.Status405MethodNotAllowed, "Not that way", "This address does not take that kind of request."),
        var status => AnswerAsync(context, status, "That did not work", $"The answer is status {status}."),
    };

    private static Task AnswerAsync(HttpContext context, int status, string heading, string text) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Results.Json(new { error = text }, statusCode: status).ExecuteAsync(context)
            : View.Message(status, heading, text).ExecuteAsync(context);
}
