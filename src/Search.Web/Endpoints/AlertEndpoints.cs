using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Matching;
using Search.Alerts.Running;
using Search.Data;
using Search.Queries.Syntax;
using Search.Web.Hosting;
using Search.Web.Pages;

namespace Search.Web.Endpoints;

/// <summary>Alerts as the operator sees them: the list, a new one, and for each test mail, run, and mail to a refused address again.</summary>
internal static class AlertEndpoints
{
    private static readonly AlertDoor Door = AlertDoor.OfOperator;

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/alerts", ListAsync);
        app.MapGet("/alerts/new", NewAsync);
        app.MapPost("/alerts", CreateAsync).WithFormToken();
        app.MapOneAlert(Door);
        app.MapOneAlert(AlertDoor.OfOwner);
        app.MapPost("/alerts/{id}/test", TestAsync).WithFormToken();
        app.MapPost("/alerts/{id}/run", RunAsync).WithFormToken();
        app.MapPost("/alerts/{id}/reinstate", ReinstateAsync).WithFormToken();
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
                alert, await AlertPerson.OfAlertAsync(data, alert), await data.Matches.CountAsync(alert.AlertId), alert.IsPaused(now)));
        }
        return rows;
    }

    private static async Task<RazorComponentResult> NewAsync(HttpContext context, QueryPreview previews)
    {
        var query = context.Request.Query["q"].ToString().Trim();
        var form = new AlertForm { Query = query, Name = AlertForm.NameOf(query) };
        var preview = query.Length == 0 ? null : await previews.RunAsync(query, form.Filters, cancellation: context.RequestAborted);
        return OneAlertEndpoints.Page(StatusCodes.Status200OK, New(form) with { Preview = preview, Parsed = query.Length == 0 ? null : QueryParser.Parse(query) });
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AlertEditor editor, QueryPreview previews)
    {
        var form = AlertForm.From(await context.Request.ReadFormAsync(context.RequestAborted));
        if (context.Request.Form["do"] == "preview")
            return await OneAlertEndpoints.PreviewAsync(New(form), previews, context.RequestAborted);
        var outcome = await editor.AddAsync(form.ToRequest(isOperator: true), context.RequestAborted);
        return outcome.IsStored
            ? View.Done(Door.Path(outcome.Alert.Id), Notices.AlertSaved)
            : OneAlertEndpoints.Refused(New(form), [.. outcome.Problems.Select(problem => problem.Message)]);
    }

    private static AlertModel New(AlertForm form) => new() { Path = Door.Root, IsOperator = true, Form = form };

    private static async Task<IResult> TestAsync(string id, HttpContext context, Database database, TestMail test)
    {
        if (await Door.FindAsync(database, id, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        var (_, reason) = await test.QueueAsync(alert.AlertId, context.RequestAborted);
        return reason is null ? View.Done("/outbox", Notices.TestWritten) : View.Message(StatusCodes.Status409Conflict, "No test mail was written", reason);
    }

    private static async Task<IResult> RunAsync(string id, HttpContext context, Database database, AlertRunner runner)
    {
        if (await Door.FindAsync(database, id, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        await runner.MatchAsync(context.RequestAborted);
        await database.WriteAsync(DataLock.Matches, data => data.Subscriptions.MakeDueAsync(alert.AlertId), context.RequestAborted);
        await runner.DigestAsync(context.RequestAborted);
        await runner.DeliverAsync(context.RequestAborted);
        return View.Done(Door.Path(id), Notices.AlertRan);
    }

    private static async Task<IResult> ReinstateAsync(string id, HttpContext context, Database database, AlertEditor editor)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return long.TryParse(form["person"], NumberStyles.None, CultureInfo.InvariantCulture, out var person) && await editor.ReinstateAsync(person, context.RequestAborted)
            ? View.Done(Door.Path(id), Notices.PersonReinstated)
            : View.NotFound("suspended address");
    }
}
