using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Web.Pages;

namespace Search.Web.Hosting;

/// <summary>Answers of page handlers.</summary>
internal static class View
{
    /// <summary>The query parameter that carries what a form's action has to say to the page it leads to.</summary>
    public const string NoticeKey = "notice";

    public static RazorComponentResult Of<TPage>(int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        new(typeof(TPage), parameters.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)) { StatusCode = status, PreventStreamingRendering = true };

    public static RazorComponentResult Of<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent => Of<TPage>(StatusCodes.Status200OK, parameters);

    public static RazorComponentResult Message(int status, string heading, string text) =>
        Of<MessagePage>(status, (nameof(MessagePage.Heading), heading), (nameof(MessagePage.Text), text));

    public static RazorComponentResult NotFound(string what) =>
        Message(StatusCodes.Status404NotFound, "Not here", $"There is no such {what}.");

    /// <summary>After a form: the page it leads to, by GET, so that a reload repeats nothing.</summary>
    public static RedirectHttpResult Done(string path, string notice) =>
        TypedResults.Redirect($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{NoticeKey}={Notices.Code(notice)}", permanent: false);
}
