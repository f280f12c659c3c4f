using System.CommandLine;
using System.Globalization;
using Search.Alerts.Editing;
using Search.Alerts.Retention;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Cli.Commands;

/// <summary><c>search people list|show|erase|reinstate</c>.</summary>
internal static class PeopleCommand
{
    private const int ListedMails = 50;

    public static Command Create(CommonOptions common) => new("people", "Who gets mail, and what is known of them.")
    {
        List(common),
        Show(common),
        Erase(common),
        Reinstate(common),
    };

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "All people.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var people = await database.ReadAsync(data => data.Recipients.ListAsync(), cancellationToken);
            foreach (var person in people)
                printer.Document(Json(person));
            printer.Table([["address", "state", "why"], .. people.Select(person => (IReadOnlyList<string>)[person.Address, State(person), person.SuspendedReason ?? ""])]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CommonOptions common)
    {
        var address = Address();
        var command = new Command("show", "All that is stored about a person: consents, alerts, mails.") { address };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            await using var data = await database.BeginReadAsync(cancellationToken);
            var record = await PersonRecord.ReadAsync(data, await FindAsync(data, arguments.GetRequiredValue(address)), ListedMails);
            printer.Document(Json(record));
            Print(printer, record);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Erase(CommonOptions common)
    {
        var address = Address();
        var command = new Command(
            "erase", "Erases all that is known of a person, for good: address, alerts, texts of mails. What others were told stays counted; earlier backups keep what they have.")
        {
            address,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = common.Folder(arguments);
            using var database = folder.OpenDatabase();
            var person = await database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(address)), cancellationToken);
            await new Erasure(database, new PickupFiles(folder.Outbox)).RunAsync(person.Address, cancellationToken);
            common.Printer(arguments).Document(new { erased = true });
            common.Printer(arguments).Line("erased; whoever adds this address again has to ask the person first");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Reinstate(CommonOptions common)
    {
        var address = Address();
        var command = new Command("reinstate", "Lets mail go again to an address that a server had refused.") { address };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var person = await database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(address)), cancellationToken);
            if (person.UnsubscribedAt is not null)
                throw new CliException($"{person.Address} stopped all mail, which only they can take back, by the link in any mail they have");
            var done = await new AlertEditor(database).ReinstateAsync(person.RecipientId, cancellationToken);
            common.Printer(arguments).Document(new { address = person.Address, reinstated = done });
            common.Printer(arguments).Line(done ? "mail goes there again" : "mail went there all along");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Address() => new("ADDRESS") { Description = "The person's mail address." };

    private static async Task<Recipient> FindAsync(DataSession data, string address) =>
        await data.Recipients.FindByAddressAsync(address) is { ErasedAt: null } person
            ? person
            : throw new CliException($"nobody here has the address '{address}'{(await data.Recipients.WasErasedAsync(address) ? "; one who had it was erased" : "")}");

    private static string State(Recipient person) =>
        person.UnsubscribedAt is not null ? "stopped all mail" : person.SuspendedAt is not null ? "suspended" : "gets mail";

    private static object Json(Recipient person) => new
    {
        address = person.Address, state = State(person), reason = person.SuspendedReason, @operator = person.Operator, since = person.CreatedAt,
        stopped = person.UnsubscribedAt, suspended = person.SuspendedAt,
    };

    private static object Json(PersonRecord record) => new
    {
        person = Json(record.Person),
        consents = record.Consents.Select(consent => new { owner = consent.Owner, state = consent.State, asked = consent.Consent.AskedAt, confirmed = consent.Consent.ConfirmedAt, refused = consent.Consent.RefusedAt }),
        owns = record.Owned.Select(alert => new { id = alert.Id, name = alert.Name, query = alert.Query, note = alert.Note, rate = alert.Rate, created = alert.CreatedAt, deleted = alert.DeletedAt }),
        told = record.Told.Select(told => new { id = told.Alert.Id, name = told.Alert.Name, since = told.Subscription.CreatedAt, stopped = told.Subscription.UnsubscribedAt }),
        mails = record.MailCount,
        newestMails = record.Mails.Select(mail => new { id = mail.OutboxId, kind = mail.Kind.ToString(), written = mail.CreatedAt, state = mail.State.ToString(), subject = mail.Subject }),
    };

    private static void Print(Printer printer, PersonRecord record)
    {
        printer.Line($"{record.Person.Address}: {State(record.Person)}{(record.Person.SuspendedReason is { } why ? $" ({why})" : "")}, known since {Day(record.Person.CreatedAt)}");
        foreach (var (_, owner, state) in record.Consents)
            printer.Line($"  {state} for the mails of {owner}");
        foreach (var alert in record.Owned)
            printer.Line($"  owns {alert.Name}: {alert.Query}{(alert.DeletedAt is { } at ? $" (deleted {Day(at)})" : "")}");
        foreach (var (alert, subscription) in record.Told)
            printer.Line($"  is told of {alert.Name}{(subscription.UnsubscribedAt is { } at ? $", stopped {Day(at)}" : "")}");
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{record.MailCount:N0} mails{(record.MailCount > record.Mails.Count ? ", the newest:" : "")}"));
        printer.Table([.. record.Mails.Select(mail => (IReadOnlyList<string>)["  " + Day(mail.CreatedAt), mail.State.ToString(), mail.Subject])]);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
