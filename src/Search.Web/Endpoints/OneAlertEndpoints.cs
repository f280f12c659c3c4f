using Microsoft.AspNetCore.Http.HttpResults;
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

/// <summary>
/// The page of one alert and what can be done there, the same for the operator and for the owner with a mail's link: edit with preview,
/// pause, resume, off, delete, and its history.
/// </summary>
internal static class OneAlertEndpoints
{
    private const int ListedMatches = 100;
    private const int ListedEvents = 100;
    private const int ListedMails = 30;

    /// <summary>Names to choose a zone from; any other that the system knows may be typed.</summary>
    public static IReadOnlyList<string> ZoneNames { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id is "UTC" || id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static void MapOneAlert(this IEndpointRouteBuilder app, AlertDoor door)
    {
        var alert = app.MapGroup(door.Root + "/{key}");
        alert.MapGet("", (string key, HttpContext context, Database database, SearchPlace place) => ShowAsync(door, key, context, database, place));
        alert.MapPost("", (string key, HttpContext context, Database database, AlertEditor editor, QueryPreview previews) =>
            UpdateAsync(door, key, context, database, editor, previews)).WithFormToken();
        alert.MapPost("/pause", (string key, HttpContext context, Database database, AlertEditor editor) => PauseAsync(door, key, context, database, editor)).WithFormToken();
        alert.MapPost("/resume", (string key, HttpContext context, Database database, AlertEditor editor) => ChangeAsync(
            door, key, context, database, Notices.AlertResumed, found => editor.ResumeAsync(found.AlertId, context.RequestAborted))).WithFormToken();
        alert.MapPost("/off", (string key, HttpContext context, Database database, AlertEditor editor) => ChangeAsync(
            door, key, context, database, Notices.AlertOff, found => editor.TurnOffAsync(found.AlertId, context.RequestAborted))).WithFormToken();
        alert.MapPost("/remove", (string key, HttpContext context, Database database, AlertEditor editor) => RemoveAsync(door, key, context, database, editor)).WithFormToken();
    }

    public static RazorComponentResult Page(int status, AlertModel model) =>
        View.Of<AlertPage>(status, (nameof(AlertPage.Model), model with { Zones = ZoneNames }));

    /// <summary>What the form would find; nothing is stored.</summary>
    public static async Task<IResult> PreviewAsync(AlertModel model, QueryPreview previews, CancellationToken cancellationToken)
    {
        var form = model.Form;
        var zone = Zones.Exists(form.Zone) ? form.Zone : "UTC";
        return Page(StatusCodes.Status200OK, model with
        {
            Parsed = QueryParser.Parse(form.Query),
            Preview = await previews.RunAsync(form.Query, form.Filters, zone, cancellation: cancellationToken),
        });
    }

    /// <summary>The form as it was typed, with what is wrong with it.</summary>
    public static RazorComponentResult Refused(AlertModel model, params IReadOnlyList<string> problems) =>
        Page(StatusCodes.Status400BadRequest, model with { Problems = problems, Parsed = QueryParser.Parse(model.Form.Query) });

    private static async Task<IResult> ShowAsync(AlertDoor door, string key, HttpContext context, Database database, SearchPlace place)
    {
        var model = await LoadAsync(door, key, database, place, context.RequestAborted);
        if (model is null)
            return View.NotFound("alert");
        var mended = context.Request.Query["query"].ToString();
        return Page(StatusCodes.Status200OK, model with
        {
            Form = mended.Length == 0 ? model.Form : model.Form with { Query = mended },
            Parsed = mended.Length == 0 ? null : QueryParser.Parse(mended),
            Notice = Notices.Of(context.Request.Query[View.NoticeKey]),
        });
    }

    private static async Task<AlertModel?> LoadAsync(AlertDoor door, string key, Database database, SearchPlace place, CancellationToken cancellationToken)
    {
        await using var data = await database.BeginReadAsync(cancellationToken);
        if (await door.FindAsync(data, key) is not { } alert)
            return null;
        var people = await AlertPerson.OfAlertAsync(data, alert);
        return new AlertModel
        {
            Path = door.Path(key),
            IsOperator = door.IsOperator,
            Form = AlertForm.From(alert, people.Where(person => person.Subscription.UnsubscribedAt is null).Select(person => person.Address)),
            Alert = alert,
            Paused = alert.IsPaused(database.Time.GetUtcNow()),
            People = people,
            Events = await data.AlertEvents.NewestAsync(alert.AlertId, ListedEvents),
            Mails = await data.Outbox.OfAlertAsync(alert.AlertId, ListedMails),
            Matches = await MatchesAsync(data, alert),
            Runs = await AlertRuns.ReadAsync(data, alert),
            Feed = $"{place.PublicUrl?.AbsoluteUri.TrimEnd('/')}/feeds/{alert.FeedToken}",
        };
    }

    private static async Task<List<(Match, Article?)>> MatchesAsync(DataSession data, Alert alert)
    {
        var matches = await data.Matches.NewestAsync(alert.AlertId, ListedMatches);
        var headlines = (await data.Articles.HeadlinesAsync([.. matches.Select(match => match.ArticleId).Distinct()])).ToDictionary(article => (article.ArticleId, article.Revision));
        return [.. matches.Select(match => (match, headlines.GetValueOrDefault((match.ArticleId, match.Revision))))];
    }

    private static async Task<IResult> UpdateAsync(
        AlertDoor door, string key, HttpContext context, Database database, AlertEditor editor, QueryPreview previews)
    {
        var form = AlertForm.From(await context.Request.ReadFormAsync(context.RequestAborted));
        if (await door.FindAsync(database, key, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        var model = new AlertModel { Path = door.Path(key), IsOperator = door.IsOperator, Form = form, Alert = alert };
        if (context.Request.Form["do"] == "preview")
            return await PreviewAsync(model, previews, context.RequestAborted);
        var outcome = await editor.UpdateAsync(alert.AlertId, form.ToRequest(door.IsOperator), context.RequestAborted);
        return outcome.IsStored ? View.Done(door.Path(key), Notices.AlertSaved) : Refused(model, [.. outcome.Problems.Select(problem => problem.Message)]);
    }

    private static async Task<IResult> PauseAsync(AlertDoor door, string key, HttpContext context, Database database, AlertEditor editor)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await door.FindAsync(database, key, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        if (!PauseEnd.TryParse(form["until"], alert.Zone, database.Time.GetUtcNow(), out var until, out var error))
            return View.Message(StatusCodes.Status400BadRequest, "The alert is not paused", $"{char.ToUpperInvariant(error[0])}{error[1..]}.");
        var mode = form["mode"] == "discard" ? PauseMode.Discard : PauseMode.Collect;
        await editor.PauseAsync(alert.AlertId, mode, until, context.RequestAborted);
        return Done(door, key, context, mode == PauseMode.Discard ? Notices.AlertPausedDiscarding : Notices.AlertPaused);
    }

    private static async Task<IResult> ChangeAsync(AlertDoor door, string key, HttpContext context, Database database, string notice, Func<Alert, Task> change)
    {
        if (await door.FindAsync(database, key, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        await change(alert);
        return Done(door, key, context, notice);
    }

    /// <summary>Back to the list when the button stood there, else to the alert.</summary>
    private static RedirectHttpResult Done(AlertDoor door, string key, HttpContext context, string notice) =>
        View.Done(door.IsOperator && context.Request.Query.ContainsKey("list") ? door.Root : door.Path(key), notice);

    /// <summary>The owner's link is dead from here on, and there is no list to lead them to.</summary>
    private static async Task<IResult> RemoveAsync(AlertDoor door, string key, HttpContext context, Database database, AlertEditor editor)
    {
        if (await door.FindAsync(database, key, context.RequestAborted) is not { } alert)
            return View.NotFound("alert");
        await editor.RemoveAsync(alert.AlertId, context.RequestAborted);
        return door.IsOperator
            ? View.Done(door.Root, Notices.AlertDeleted)
            : View.Message(StatusCodes.Status200OK, "The alert is deleted", "What was queued of it is called back. This link leads nowhere from now on.");
    }
}
