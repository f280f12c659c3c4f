using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Data;
using Search.Data.Sources;
using Search.Ingest.Sources;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>Feeds: the list with how their polls went, add, remove, poll now.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sources", (HttpContext context, Database database) =>
            ListAsync(database, context, StatusCodes.Status200OK, Notices.Of(context.Request.Query[View.NoticeKey]), problem: null, url: ""));
        app.MapPost("/sources", AddAsync).WithFormToken();
        app.MapPost("/sources/{id:long}/remove", RemoveAsync).WithFormToken();
        app.MapPost("/sources/{id:long}/poll", PollAsync).WithFormToken();
    }

    private static async Task<RazorComponentResult> ListAsync(Database database, HttpContext context, int status, string? notice, string? problem, string url)
    {
        var sources = await database.ReadAsync(data => data.Sources.ListAsync(), context.RequestAborted);
        return View.Of<SourcesPage>(
            status,
            (nameof(SourcesPage.Sources), sources), (nameof(SourcesPage.Notice), notice), (nameof(SourcesPage.Problem), problem), (nameof(SourcesPage.Url), url));
    }

    private static async Task<IResult> AddAsync(HttpContext context, Database database, SourceDesk desk)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var url = form["url"].ToString().Trim();
        var minutes = int.TryParse(form["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 1, 10_080) : 15;
        var draft = new SourceDraft
        {
            Url = url,
            Name = form["name"].ToString().Trim(),
            Language = form["language"].ToString().Trim() is { Length: > 0 } language ? language : null,
            PollInterval = TimeSpan.FromMinutes(minutes),
        };
        var problem = await desk.AddAsync(draft, context.RequestAborted);
        return problem is null
            ? View.Done("/sources", Notices.SourceAdded)
            : await ListAsync(database, context, StatusCodes.Status400BadRequest, notice: null, problem, url);
    }

    private static async Task<IResult> RemoveAsync(long id, HttpContext context, Database database) =>
        await database.WriteAsync(data => data.Sources.RemoveAsync(id), context.RequestAborted)
            ? View.Done("/sources", Notices.SourceRemoved)
            : View.NotFound("source");

    private static async Task<IResult> PollAsync(long id, HttpContext context, Database database) =>
        await database.WriteAsync(data => data.Sources.PollSoonAsync(id), context.RequestAborted) > 0
            ? View.Done("/sources", Notices.SourceDue)
            : View.NotFound("source");
}
