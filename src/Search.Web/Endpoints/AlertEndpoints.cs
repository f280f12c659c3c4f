using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Matching;
using Search.Alerts.Running;
using Search.Alerts.Scheduling;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Queries.Syntax;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>Alerts: list, form with preview, pause, resume, test mail, run, delete.</summary>
internal static class AlertEndpoints
{
    private const int ListedMatches = 100;

    /// <summary>Names to choose a zone from; any other that the system knows may be typed.</summary>
    private static readonly IReadOnlyList<string> ZoneNames =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id is "UTC" || id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/alerts", ListAsync);
        app.MapGet("/alerts/new", NewAsync);
        app.MapPost("/alerts", CreateAsync).WithFormToken();
        app.MapGet("/alerts/{id}", ShowAsync);
        app.MapPost("/alerts/{id}", UpdateAsync).WithFormToken();
        app.MapPost("/alerts/{id}/pause", (string id, HttpContext context, Database database, AlertEditor editor) => ChangeAsync(
            id, context, database, Notices.AlertPaused, alert => editor.PauseAsync(alert.AlertId, PauseMode.Collect, until: null, context.RequestAborted))).WithFormToken();
        app.MapPost("/alerts/{id}/resume", (string id, HttpContext context, Database database, AlertEditor editor) => ChangeAsync(
            id, context, database, Notices.AlertResumed, alert => editor.ResumeAsync(alert.AlertId, context.RequestAborted))).WithFormToken();
        app.MapPost("/alerts/{id}/remove", (string id, HttpContext context, Database database, AlertEditor editor) => ChangeAsync(
            id, context, database, Notices.AlertDeleted, alert => editor.RemoveAsync(alert.AlertId, context.RequestAborted))).WithFormToken();
        app.MapPost("/alerts/{id}/test", TestAsync).WithFormToken();
        app.MapPost("/alerts/{id}/run", RunAsync).WithFormToken();
    }

    private static async Task<RazorComponentResult> ListAsync(HttpContext context, Database database, SearchPlace place)
    {
        var rows = await database.ReadAsync(data => RowsAsync(data, database.Time.GetUtcNow()), context.RequestAborted);
        return View.Of<AlertsPage>(
            (nameof(AlertsPage.Alerts), rows), (nameof(AlertsPage.Delivery), place.SendsMail), (nameof(AlertsPage.Where), place.MailGoesTo),
            (nameof(AlertsPage.Notice), Notices.Of(context.Request.Query[View.NoticeKey])));
    }

    private static async Task<List<AlertRow>> RowsAsync(DataSession data, DateTimeOffset now)
    {
        var rows = new List<AlertRow>();
        foreach (var alert in await data.Alerts.ListAsync())
        {
            rows.Add(new AlertRow(
                alert, await data.Subscriptions.OfAlertAsync(alert.AlertId), await data.Matches.CountAsync(alert.AlertId), alert.IsPaused(now)));
        }
        return rows;
    }

    private static async Task<RazorComponentResult> NewAsync(HttpContext context, QueryPreview previews)
    {
        var query = context.Request.Query["q"].ToString().Trim();
        var form = new AlertForm { Query = query, Name = AlertForm.NameOf(query) };
        var preview = query.Length == 0 ? null : await previews.RunAsync(query, form.Filters, cancellation: context.RequestAborted);
        return Page(StatusCodes.Status200OK, new AlertModel { Form = form, Preview = preview, Parsed = query.Length == 0 ? null : QueryParser.Parse(query) });
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AlertEditor editor, QueryPreview previews)
    {
        var form = AlertForm.From(await context.Request.ReadFormAsync(context.RequestAborted));
        if (context.Request.Form["do"] == "preview")
            return await PreviewAsync(form, alert: null, previews, context.RequestAborted);
        var outcome = await editor.AddAsync(form.ToRequest(), context.RequestAborted);
        return outcome.IsStored ? View.Done($"/alerts/{outcome.Alert.Id}", Notices.AlertSaved) : Refused(form, alert: null, outcome.Problems);
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, Database database, AlertEditor editor, QueryPreview previews)
    {
        var form = AlertForm.From(await context.Request.ReadFormAsync(context.RequestAborted));
        var alert = await database.ReadAsync(data => data.Alerts.FindAsync(id), context.RequestAborted);
        if (alert is null or { DeletedAt: not null })
            return View.NotFound("alert");
        if (context.Request.Form["do"] == "preview")
            return await PreviewAsync(form, alert, previews, context.RequestAborted);
        var outcome = await editor.UpdateAsync(alert.AlertId, form.ToRequest(), context.RequestAborted);
        return outcome.IsStored ? View.Done($"/alerts/{id}", Notices.AlertSaved) : Refused(form, alert, outcome.Problems);
    }

    private static async Task<IResult> PreviewAsync(AlertForm form, Alert? alert, QueryPreview previews, CancellationToken cancellationToken) =>
        Page(StatusCodes.Status200OK, new AlertModel
        {
            Form = form,
            Alert = alert,
            Parsed = QueryParser.Parse(form.Query),
            Preview = await previews.RunAsync(form.Query, form.Filters, Zones.Exists(form.Zone) ? form.Zone : "UTC", cancellation: cancellationToken),
        });

    private static RazorComponentResult Refused(AlertForm form, Alert? alert, IReadOnlyList<AlertProblem> problems) =>
        Page(StatusCodes.Status400BadRequest, new AlertModel { Form = form, Alert = alert, Problems = [.. problems.Select(problem => problem.Message)], Parsed = QueryParser.Parse(form.Query) });

    private static async Task<IResult> ShowAsync(string id, HttpContext context, Database database)
    {
        await using var data = await database.BeginReadAsync(context.RequestAborted);
        if (await data.Alerts.FindAsync(id) is not { DeletedAt: null } alert)
            return View.NotFound("alert");
        var people = await data.Subscriptions.OfAlertAsync(alert.AlertId);
        return Page(StatusCodes.Status200OK, new AlertModel
        {
            Form = AlertForm.From(alert, people.Where(person => person.UnsubscribedAt is null).Select(person => person.Address)),
            Alert = alert,
            People = people,
            Matches = await MatchesAsync(data, alert),
            Notice = Notices.Of(context.Request.Query[View.NoticeKey]),
        });
    }

    private static async Task<List<(Match, Article?)>> MatchesAsync(DataSession data, Alert alert)
    {
        var matches = new List<(Match, Article?)>();
        foreach (var match in await data.Matches.NewestAsync(alert.AlertId, ListedMatches))
            matches.Add((match, await data.Articles.RevisionAsync(match.ArticleId, match.Revision)));
        return matches;
    }

    private static RazorComponentResult Page(int status, AlertModel model) =>
        View.Of<AlertPage>(status, (nameof(AlertPage.Model), model with { Zones = ZoneNames }));

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, Database database, string notice, Func<Alert, Task> change)
    {
        if (await database.ReadAsync(data => data.Alerts.FindAsync(id), context.RequestAborted) is not { DeletedAt: null } alert)
            return View.NotFound("alert");
        await change(alert);
        return View.Done("/alerts", notice);
    }

    private static async Task<IResult> TestAsync(string id, HttpContext context, Database database, TestMail test)
    {
        if (await database.ReadAsync(data => data.Alerts.FindAsync(id), context.RequestAborted) is not { DeletedAt: null } alert)
            return View.NotFound("alert");
        var (_, reason) = await test.QueueAsync(alert.AlertId, context.RequestAborted);
        return reason is null ? View.Done("/outbox", Notices.TestWritten) : View.Message(StatusCodes.Status409Conflict, "No test mail was written", reason);
    }

    private static async Task<IResult> RunAsync(string id, HttpContext context, Database database, AlertRunner runner)
    {
        if (await database.ReadAsync(data => data.Alerts.FindAsync(id), context.RequestAborted) is not { DeletedAt: null } alert)
            return View.NotFound("alert");
        await runner.MatchAsync(context.RequestAborted);
        await database.WriteAsync(data => data.Subscriptions.MakeDueAsync(alert.AlertId), context.RequestAborted);
        await runner.DigestAsync(context.RequestAborted);
        await runner.DeliverAsync(context.RequestAborted);
        return View.Done($"/alerts/{id}", Notices.AlertRan);
    }
}
