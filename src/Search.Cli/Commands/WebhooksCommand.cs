using System.CommandLine;
using System.Globalization;
using Search.Alerts;
using Search.Alerts.Webhooks;
using Search.Cli.Settings;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Webhooks;
using Search.Ingest.Fetching;

namespace Search.Cli.Commands;

/// <summary><c>search webhooks add|list|remove|test|calls</c>.</summary>
internal static class WebhooksCommand
{
    private const int ListedCalls = 50;

    public static Command Create(CommonOptions common) => new("webhooks", "Addresses that are called with what an alert finds.")
    {
        Add(common),
        List(common),
        Remove(common),
        Test(common),
        Calls(common),
    };

    private static Command Add(CommonOptions common)
    {
        var which = new Argument<string>("ALERT") { Description = "The alert's name, or the first digits of its id." };
        var url = new Argument<string>("URL") { Description = "The http or https address to be called." };
        var command = new Command("add", "Adds a webhook, called from the alert's next match on.") { which, url };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var alert = await database.ReadAsync(data => AlertsCommand.FindAsync(data, arguments.GetRequiredValue(which)), cancellationToken);
            var (webhook, problem) = await new WebhookDesk(database).AddAsync(alert.AlertId, arguments.GetRequiredValue(url), cancellationToken);
            if (webhook is null)
                throw new CliException(problem!);
            printer.Document(new { id = webhook.WebhookId, alert = alert.Id, url = webhook.Url, secret = webhook.Secret });
            printer.Line($"webhook {webhook.WebhookId} is saved");
            printer.Line($"its secret, shown this once: {webhook.Secret}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var which = new Argument<string?>("ALERT") { Description = "One alert's only.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "Webhooks and their state.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var webhooks = arguments.GetValue(which) is { } name
                ? await data.Webhooks.OfAlertAsync((await AlertsCommand.FindAsync(data, name)).AlertId)
                : await data.Webhooks.ListAsync();
            var rows = new List<IReadOnlyList<string>> { new[] { "id", "alert", "state", "url" } };
            foreach (var webhook in webhooks)
            {
                var alert = (await data.Alerts.FindAsync(webhook.AlertId))!;
                printer.Document(Json(webhook, alert));
                rows.Add([Number(webhook.WebhookId), alert.Name, webhook.DisabledAt is null ? "on" : $"disabled: {webhook.DisabledReason}", webhook.Url]);
            }
            printer.Table([.. rows]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(CommonOptions common)
    {
        var id = Id();
        var command = new Command("remove", "Removes a webhook and its calls.") { id };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            if (!await new WebhookDesk(database).RemoveAsync(arguments.GetValue(id), cancellationToken))
                throw Missing(arguments.GetValue(id));
            common.Printer(arguments).Document(new { id = arguments.GetValue(id), done = "remove" });
            common.Printer(arguments).Line("done");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Test(CommonOptions common)
    {
        var id = Id();
        var command = new Command("test", "Calls it at once with a signed test event, and prints the answer.") { id };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = common.Folder(arguments);
            var settings = SearchSettings.Load(folder);
            using var database = folder.OpenDatabase();
            using var handler = GuardedConnections.Handler(new FetchLimits { AllowLoopback = settings.AllowLoopbackWebhooks });
            var webhook = await FindAsync(database, arguments.GetValue(id), cancellationToken);
            var answer = await new WebhookDesk(database).TestAsync(webhook, new AlertSettings { From = settings.From, PublicUrl = settings.PublicUrl }, handler, cancellationToken);
            common.Printer(arguments).Document(new { id = webhook.WebhookId, taken = answer.Outcome == WebhookOutcome.Taken, status = answer.Status, answer = answer.Detail });
            common.Printer(arguments).Line(answer.Detail);
            return answer.Outcome == WebhookOutcome.Taken ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Calls(CommonOptions common)
    {
        var id = Id();
        var command = new Command("calls", "Its last calls and what came of them, newest first.") { id };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var webhook = await FindAsync(database, arguments.GetValue(id), cancellationToken);
            var calls = await database.ReadAsync(data => data.Webhooks.NewestCallsAsync(webhook.WebhookId, ListedCalls), cancellationToken);
            foreach (var call in calls)
                printer.Document(Json(call));
            printer.Table([["written", "state", "attempts", "next", "event", "answer"], .. calls.Select(Row)]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<long> Id() => new("ID") { Description = "The webhook's number in the list." };

    private static async Task<Webhook> FindAsync(Database database, long webhookId, CancellationToken cancellationToken) =>
        await database.ReadAsync(data => data.Webhooks.FindAsync(webhookId), cancellationToken) ?? throw Missing(webhookId);

    private static CliException Missing(long webhookId) => new($"there is no webhook {Number(webhookId)}; 'search webhooks list' shows them");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static IReadOnlyList<string> Row(WebhookCall call) =>
        [Moment(call.CreatedAt), call.State.ToString(), Number(call.Attempts), Moment(call.NextAttemptAt), call.EventId, call.LastReply ?? ""];

    /// <summary>Without the secret, which is shown once.</summary>
    private static object Json(Webhook webhook, Alert alert) => new
    {
        id = webhook.WebhookId, alert = alert.Id, name = alert.Name, url = webhook.Url, created = webhook.CreatedAt, disabled = webhook.DisabledAt, reason = webhook.DisabledReason,
    };

    private static object Json(WebhookCall call) => new
    {
        id = call.CallId, @event = call.EventId, state = call.State.ToString(), attempts = call.Attempts, created = call.CreatedAt, last = call.LastAttemptAt,
        next = call.NextAttemptAt, answer = call.LastReply,
    };
}
