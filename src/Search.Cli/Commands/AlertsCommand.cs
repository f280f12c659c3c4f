using System.CommandLine;
using System.Globalization;
using Search.Alerts.Editing;
using Search.Cli.Hosting;
using Search.Data;
using Search.Data.Alerts;
using Search.Queries.Syntax;

namespace Search.Cli.Commands;

/// <summary><c>search alerts add|list|show|preview|pause|resume|remove|run</c>.</summary>
internal static class AlertsCommand
{
    private const int ListedMatches = 50;

    public static Command Create(CommonOptions common) => new("alerts", "Saved queries that are told by mail.")
    {
        Add(common),
        List(common),
        Show(common),
        Preview(common),
        Change(common, "pause", "Stops its mails; what it finds meanwhile is told when it goes on.", (editor, alert) => editor.PauseAsync(alert.AlertId, PauseMode.Collect)),
        Change(common, "resume", "Goes on after a pause.", (editor, alert) => editor.ResumeAsync(alert.AlertId)),
        Change(common, "remove", "Deletes it, and calls back what is queued of it.", (editor, alert) => editor.RemoveAsync(alert.AlertId)),
        Run(common),
    };

    private static Command Add(CommonOptions common)
    {
        var name = new Argument<string>("NAME") { Description = "Its name, as it stands in the mail's subject." };
        var query = new Option<string>("--query") { Description = "The query, as on the search page.", Required = true };
        var to = new Option<string[]>("--to") { Description = "Address to be told; may be given several times.", Required = true, AllowMultipleArgumentsPerToken = true };
        var rate = new Option<string>("--rate")
        {
            Description = "immediate, hourly, daily, weekdays mon,wed, weekly mon, monthly 31, 'cron 0 0 7 ? * MON-FRI', or off.",
            Required = true,
        };
        var at = new Option<string?>("--at") { Description = "Time of day of daily and rarer rates, HH:MM." };
        var zone = new Option<string>("--zone") { Description = "Time zone of the rate and of dates in mails.", DefaultValueFactory = _ => "UTC" };
        var note = new Option<string?>("--note") { Description = "A private note." };
        var past = new Option<int>("--past") { Description = "Tell the last DAYS too." };
        var command = new Command("add", "Adds an alert.") { name, query, to, rate, at, zone, note, past };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments, mayCreate: true), printer);
            var outcome = await engine.Editor.AddAsync(
                new AlertRequest
                {
                    Name = arguments.GetRequiredValue(name),
                    Query = arguments.GetRequiredValue(query),
                    Rate = arguments.GetRequiredValue(rate),
                    At = arguments.GetValue(at),
                    Zone = arguments.GetValue(zone),
                    Note = arguments.GetValue(note),
                    To = arguments.GetRequiredValue(to),
                    Operator = true,
                    PastDays = arguments.GetValue(past),
                },
                cancellationToken);
            if (!outcome.IsStored)
            {
                QueryCommand.Explain(printer, QueryParser.Parse(arguments.GetRequiredValue(query)));
                throw new CliException(string.Join("; ", outcome.Problems.Select(problem => problem.Message)));
            }
            var alert = outcome.Alert;
            printer.Document(new { id = alert.Id, name = alert.Name, query = alert.Query, rate = alert.Rate, zone = alert.Zone });
            printer.Line($"alert {alert.Id[..8]} is saved: {alert.Rate}, {alert.Zone}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "All alerts.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = Database.Open(common.Folder(arguments).Database);
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var rows = new List<IReadOnlyList<string>> { new[] { "id", "rate", "found", "state", "name", "query" } };
            foreach (var alert in await data.Alerts.ListAsync())
            {
                var matches = await data.Matches.CountAsync(alert.AlertId);
                printer.Document(Json(alert, matches, await data.Subscriptions.OfAlertAsync(alert.AlertId), database.Time.GetUtcNow()));
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
        var command = new Command("show", "One alert: people, runs, and what it found.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = Database.Open(common.Folder(arguments).Database);
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var alert = await FindAsync(data, arguments.GetRequiredValue(which));
            var people = await data.Subscriptions.OfAlertAsync(alert.AlertId);
            var matches = await data.Matches.NewestAsync(alert.AlertId, ListedMatches);
            printer.Line($"{alert.Name}: {alert.Query}");
            printer.Line($"{alert.Rate}, {alert.Zone}, {State(alert, database.Time.GetUtcNow())}");
            if (alert.BrokenReason is { } reason)
                printer.Line($"cannot run: {reason}");
            foreach (var person in people)
                printer.Line($"to {person.Address}, next {Moment(person.NextDueAt, "when something matches")}, last {Moment(person.LastDigestAt, "never")}");
            var found = new List<object>();
            foreach (var match in matches)
            {
                var article = await data.Articles.RevisionAsync(match.ArticleId, match.Revision);
                printer.Line($"{Moment(match.RecordedAt, "")}  {match.State,-10}  {article?.Title}");
                found.Add(new { article = article?.Id, revision = match.Revision, title = article?.Title, recorded = match.RecordedAt, state = match.State.ToString(), mail = match.OutboxId });
            }
            printer.Document(new { alert = Json(alert, await data.Matches.CountAsync(alert.AlertId), people, database.Time.GetUtcNow()), matches = found });
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
                articles = run.Match.Articles, matches = run.Match.Matches, mails = run.Digest.Mails, sent = run.Delivery.Sent, pickedUp = run.Delivery.PickedUp,
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
            using var database = Database.Open(common.Folder(arguments).Database);
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

    private static string State(Alert alert, DateTimeOffset now) => alert.BrokenReason is not null ? "broken" : alert.IsPaused(now) ? "paused" : "on";

    private static string Moment(DateTimeOffset? at, string otherwise) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? otherwise;

    private static object Json(Alert alert, long matches, IReadOnlyList<Subscription> people, DateTimeOffset now) => new
    {
        id = alert.Id, name = alert.Name, query = alert.Query, rate = alert.Rate, zone = alert.Zone, note = alert.Note, state = State(alert, now), broken = alert.BrokenReason,
        matches, to = people.Select(person => new { address = person.Address, next = person.NextDueAt, last = person.LastDigestAt }),
    };
}
