using System.CommandLine;
using System.Globalization;
using Search.Alerts.Editing;
using Search.Alerts.Running;
using Search.Cli.Hosting;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Cli.Commands;

/// <summary><c>search alerts add|edit|list|show|preview|pause|resume|remove|run</c>.</summary>
internal static partial class AlertsCommand
{
    private const int ListedMatches = 50;
    private const int ListedEvents = 50;
    private const int ListedMails = 20;

    public static Command Create(CommonOptions common) => new("alerts", "Saved queries that are told by mail.")
    {
        Add(common),
        Edit(common),
        List(common),
        Show(common),
        Preview(common),
        Pause(common),
        Change(common, "resume", "Goes on after a pause.", (editor, alert) => editor.ResumeAsync(alert.AlertId)),
        Change(common, "remove", "Deletes it, and calls back what is queued of it.", (editor, alert) => editor.RemoveAsync(alert.AlertId)),
        Run(common),
    };

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "All alerts.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var rows = new List<IReadOnlyList<string>> { new[] { "id", "rate", "found", "state", "name", "query" } };
            foreach (var alert in await data.Alerts.ListAsync())
            {
                var matches = await data.Matches.CountAsync(alert.AlertId);
                printer.Document(Json(alert, matches, await AlertPerson.OfAlertAsync(data, alert), database.Time.GetUtcNow()));
                rows.Add([alert.Id[..8], alert.Rate, matches.ToString(CultureInfo.InvariantCulture), State(alert, database.Time.GetUtcNow()), alert.Name, alert.Query]);
            }
            printer.Table([.. rows]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CommonOptions common)
    {
        var which = Which();
        var command = new Command("show", "One alert: people and whether they agreed, its history, its mails, and what it found.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var alert = await FindAsync(data, arguments.GetRequiredValue(which));
            var people = await AlertPerson.OfAlertAsync(data, alert);
            var events = await data.AlertEvents.NewestAsync(alert.AlertId, ListedEvents);
            var mails = await data.Outbox.OfAlertAsync(alert.AlertId, ListedMails);
            var matches = await data.Matches.NewestAsync(alert.AlertId, ListedMatches);
            printer.Line($"{alert.Name}: {alert.Query}");
            printer.Line($"{alert.Rate}, {alert.Zone}, {State(alert, database.Time.GetUtcNow())}");
            if (alert.BrokenReason is { } reason)
                printer.Line($"finds nothing, for its query cannot run: {reason}; 'search alerts edit' mends it");
            foreach (var person in people)
                printer.Line($"to {person.Address}: {Say(person)}");
            var runs = await AlertRuns.ReadAsync(data, alert);
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"matched {runs.Count:N0} times over {runs.Articles:N0} articles since it was made, last {Moment(runs.Last, "never")}"));
            foreach (var line in events)
                printer.Line($"{Moment(line.At, "")}  {line.Kind}{(line.Detail.Length > 0 ? ": " : "")}{line.Detail}");
            foreach (var mail in mails)
                printer.Line($"{Moment(mail.CreatedAt, "")}  mail {mail.OutboxId} to {mail.EnvelopeTo}: {mail.State}, {mail.ArticleCount} articles");
            var found = new List<object>();
            foreach (var match in matches)
            {
                var article = await data.Articles.RevisionAsync(match.ArticleId, match.Revision);
                printer.Line($"{Moment(match.RecordedAt, "")}  {match.State,-10}  {article?.Title}");
                found.Add(new { article = article?.Id, revision = match.Revision, title = article?.Title, recorded = match.RecordedAt, state = match.State.ToString(), mail = match.OutboxId });
            }
            printer.Document(new
            {
                alert = Json(alert, await data.Matches.CountAsync(alert.AlertId), people, database.Time.GetUtcNow()),
                runs = new { count = runs.Count, articles = runs.Articles, last = runs.Last },
                history = events.Select(line => new { at = line.At, what = line.Kind.ToString(), detail = line.Detail }),
                mails = mails.Select(mail => new { id = mail.OutboxId, to = mail.EnvelopeTo, state = mail.State.ToString(), articles = mail.ArticleCount, written = mail.CreatedAt, lastReply = mail.LastReply }),
                matches = found,
            });
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Preview(CommonOptions common)
    {
        var which = new Argument<string>("NAME|QUERY") { Description = "An alert, or the text of a query." };
        var command = new Command("preview", "What it would have found in the last 30 days.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var text = arguments.GetRequiredValue(which);
            var named = await engine.Database.ReadAsync(data => data.Alerts.FindByNameAsync(text), cancellationToken);
            var alert = named.Count > 0 ? named[0] : null;
            var query = alert?.Query ?? text;
            var preview = await engine.Preview.RunAsync(query, alert?.Filters ?? AlertFilters.None, alert?.Zone ?? "UTC", cancellation: cancellationToken);
            if (preview.Refusal is { } refusal)
                throw new CliException(refusal);
            printer.Document(new { query, total = preview.Total, searched = preview.Searched, tooBroad = preview.TooBroad, days = preview.Days.Select(day => new { day = day.Day, articles = day.Count }) });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{preview.Total:N0} of {preview.Searched:N0} articles in the last {preview.Days.Count - 1} days"));
            foreach (var day in preview.Days.Where(day => day.Count > 0))
                printer.Line(string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd}  {day.Count}"));
            if (preview.TooBroad)
                printer.Notice("this finds so much that its mails will overflow; add a word, a phrase or a filter");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Run(CommonOptions common)
    {
        var now = new Option<bool>("--now") { Description = "Tell everything that was found, due or not." };
        var command = new Command("run", "Indexes, matches and delivers what is due.") { now };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            await engine.IndexAsync(progress: null, cancellationToken);
            var run = await (arguments.GetValue(now) ? engine.Runner.RunAllAsync(cancellationToken) : engine.Runner.RunDueAsync(cancellationToken));
            printer.Document(new
            {
                articles = run.Match.Articles, matches = run.Match.Matches, mails = run.Digest.Mails, asked = run.Consents.Asked, notices = run.Notices.Notices, sent = run.Delivery.Sent, pickedUp = run.Delivery.PickedUp,
                retried = run.Delivery.Retried, failed = run.Delivery.Failed, warnings = run.Warnings,
            });
            printer.Line($"{run.Match.Articles} articles matched, {run.Match.Matches} matches, {run.Digest.Mails} mails written, {OutboxCommand.Say(run.Delivery)}");
            foreach (var warning in run.Warnings)
                printer.Notice(warning);
            return OutboxCommand.ExitCode(run.Delivery);
        });
        return command;
    }

    private static Command Change(CommonOptions common, string verb, string description, Func<AlertEditor, Alert, Task> change)
    {
        var which = Which();
        var command = new Command(verb, description) { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var alert = await database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(which)), cancellationToken);
            await change(new AlertEditor(database), alert);
            common.Printer(arguments).Document(new { id = alert.Id, name = alert.Name, done = verb });
            common.Printer(arguments).Line("done");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Which() => new("NAME") { Description = "Its name, or the first digits of its id." };

    internal static async Task<Alert> FindAsync(DataSession data, string nameOrId)
    {
        var found = await data.Alerts.FindByNameAsync(nameOrId);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CliException($"there is no alert '{nameOrId}'; 'search alerts list' shows them"),
            _ => throw new CliException($"{found.Count} alerts are called '{nameOrId}'; name one by its id: {string.Join(", ", found.Select(alert => alert.Id[..8]))}"),
        };
    }

    private static string State(Alert alert, DateTimeOffset now) => alert switch
    {
        { BrokenReason: not null } => "broken",
        _ when alert.IsPaused(now) => alert.PauseUntil is { } until ? $"paused until {Moment(until, "")}" : "paused",
        { Rate: "off" } => "off",
        _ => "on",
    };

    private static string Say(AlertPerson person) => person.State switch
    {
        PersonState.Told => $"confirmed, next {Moment(person.Subscription.NextDueAt, "when something matches")}, last {Moment(person.Subscription.LastDigestAt, "never")}",
        PersonState.Waiting => $"waiting for an answer, asked {person.Consent?.AskedCount ?? 0} times, last {Moment(person.Since, "never")}",
        PersonState.Suspended => $"suspended since {Moment(person.Since, "")}: {person.Recipient.SuspendedReason}",
        PersonState.Stopped => $"stopped all mail, {Moment(person.Since, "")}",
        _ => $"{person.State.ToString().ToLowerInvariant()} {Moment(person.Since, "")}",
    };

    private static string Moment(DateTimeOffset? at, string otherwise) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? otherwise;

    private static object Json(Alert alert, long matches, IReadOnlyList<AlertPerson> people, DateTimeOffset now) => new
    {
        id = alert.Id, name = alert.Name, query = alert.Query, rate = alert.Rate, zone = alert.Zone, note = alert.Note, state = State(alert, now), broken = alert.BrokenReason,
        matches, to = people.Select(person => new
        {
            address = person.Address, state = person.State.ToString().ToLowerInvariant(), asked = person.Consent?.AskedCount ?? 0, next = person.Subscription.NextDueAt,
            last = person.Subscription.LastDigestAt,
        }),
    };
}
