using System.CommandLine;
using Search.Alerts.Editing;
using Search.Cli.Hosting;
using Search.Data.Alerts;
using Search.Queries.Syntax;

namespace Search.Cli.Commands;

/// <summary><c>search alerts add</c>, <c>edit</c> and <c>pause</c>.</summary>
internal static partial class AlertsCommand
{
    private const string RateForms = "immediate, hourly, daily, weekdays mon,wed, weekly mon, monthly 31, 'cron 0 0 7 ? * MON-FRI', or off.";
    private const string QueryForm = "The query, as on the search page.";
    private const string AtForm = "Time of day of daily and rarer rates, HH:MM.";
    private const string ZoneForm = "Time zone of the rate and of dates in mails.";

    private static Command Add(CommonOptions common)
    {
        var name = new Argument<string>("NAME") { Description = "Its name, as it stands in the mail's subject." };
        var query = new Option<string>("--query") { Description = QueryForm, Required = true };
        var to = new Option<string[]>("--to") { Description = "Address to be told; may be given several times.", Required = true, AllowMultipleArgumentsPerToken = true };
        var rate = new Option<string>("--rate") { Description = RateForms, Required = true };
        var at = new Option<string?>("--at") { Description = AtForm };
        var zone = new Option<string>("--zone") { Description = ZoneForm, DefaultValueFactory = _ => "UTC" };
        var note = new Option<string?>("--note") { Description = "A private note." };
        var past = new Option<int>("--past") { Description = "Tell the last DAYS too." };
        var ask = AskConsent();
        var command = new Command("add", "Adds an alert.") { name, query, to, rate, at, zone, note, past, ask };
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
                    AskConsent = arguments.GetValue(ask),
                    PastDays = arguments.GetValue(past),
                },
                cancellationToken);
            Tell(printer, outcome, arguments.GetRequiredValue(query));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Edit(CommonOptions common)
    {
        var which = Which();
        var name = new Option<string?>("--name") { Description = "Another name." };
        var query = new Option<string?>("--query") { Description = QueryForm };
        var to = new Option<string[]?>("--to") { Description = "Who is told, instead of those who are now; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var rate = new Option<string?>("--rate") { Description = RateForms };
        var at = new Option<string?>("--at") { Description = AtForm };
        var zone = new Option<string?>("--zone") { Description = ZoneForm };
        var note = new Option<string?>("--note") { Description = "A private note; an empty one takes it away." };
        var ask = AskConsent();
        var command = new Command("edit", "Changes an alert. What it found before is still told; a new query counts from now on.") { which, name, query, to, rate, at, zone, note, ask };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var alert = await database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(which)), cancellationToken);
            var before = AlertRequest.Of(alert);
            var request = before with
            {
                Name = arguments.GetValue(name) ?? before.Name,
                Query = arguments.GetValue(query) ?? before.Query,
                Rate = Rate(before.Rate, arguments.GetValue(rate), arguments.GetValue(at)),
                At = arguments.GetValue(at),
                Zone = arguments.GetValue(zone) ?? before.Zone,
                Note = arguments.GetValue(note) ?? before.Note,
                To = arguments.GetValue(to) ?? [],
                Operator = true,
                AskConsent = arguments.GetValue(ask),
            };
            Tell(common.Printer(arguments), await new AlertEditor(database).UpdateAsync(alert.AlertId, request, cancellationToken), request.Query);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Pause(CommonOptions common)
    {
        var which = Which();
        var discard = new Option<bool>("--discard") { Description = "What it finds meanwhile is never told; without this it is told when it goes on." };
        var until = new Option<string?>("--until") { Description = "It goes on by itself then: a day, as 2015-03-17, or 'DAY HH:MM', in the alert's zone." };
        var command = new Command("pause", "Stops its mails for a while.") { which, discard, until };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var alert = await database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(which)), cancellationToken);
            if (!PauseEnd.TryParse(arguments.GetValue(until), alert.Zone, database.Time.GetUtcNow(), out var end, out var error))
                throw new CliException(error);
            var mode = arguments.GetValue(discard) ? PauseMode.Discard : PauseMode.Collect;
            await new AlertEditor(database).PauseAsync(alert.AlertId, mode, end, cancellationToken);
            var printer = common.Printer(arguments);
            printer.Document(new { id = alert.Id, name = alert.Name, done = "pause", mode = mode.ToString().ToLowerInvariant(), until = end });
            printer.Line($"paused{(end is null ? "" : $" until {Moment(end, "")} UTC")}; what it finds meanwhile is {(mode == PauseMode.Discard ? "never told" : "told when it goes on")}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<bool> AskConsent() =>
        new("--ask-consent") { Description = "Ask the people first: they get nothing until they agree. Without it your word counts for them." };

    /// <summary>A time of day alone moves the rate that stands.</summary>
    private static string Rate(string standing, string? rate, string? at) =>
        rate ?? (at is null ? standing : string.Join(' ', standing.Split(' ').Where(word => !word.Contains(':', StringComparison.Ordinal))));

    private static void Tell(Printer printer, AlertOutcome outcome, string query)
    {
        if (!outcome.IsStored)
        {
            QueryCommand.Explain(printer, QueryParser.Parse(query));
            throw new CliException(string.Join("; ", outcome.Problems.Select(problem => problem.Message)));
        }
        var alert = outcome.Alert;
        printer.Document(new { id = alert.Id, name = alert.Name, query = alert.Query, rate = alert.Rate, zone = alert.Zone });
        printer.Line($"alert {alert.Id[..8]} is saved: {alert.Rate}, {alert.Zone}");
    }
}
