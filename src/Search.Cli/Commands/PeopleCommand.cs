using System.CommandLine;
using Search.Alerts.Editing;
using Search.Data;
using Search.Data.Alerts;

namespace Search.Cli.Commands;

/// <summary><c>search people list|erase|reinstate</c>.</summary>
internal static class PeopleCommand
{
    public static Command Create(CommonOptions common) => new("people", "Who gets mail.")
    {
        List(common),
        Change(common, "erase", "Erases all that is known of a person: address, alerts, mails.", EraseAsync),
        Change(common, "reinstate", "Lets mail go again to an address that a server had refused.", ReinstateAsync),
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
                printer.Document(new { address = person.Address, state = State(person), reason = person.SuspendedReason, @operator = person.Operator, since = person.CreatedAt });
            printer.Table([["address", "state", "why"], .. people.Select(person => (IReadOnlyList<string>)[person.Address, State(person), person.SuspendedReason ?? ""])]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Change(CommonOptions common, string verb, string description, Func<Database, Recipient, CancellationToken, Task<bool>> change)
    {
        var address = new Argument<string>("ADDRESS") { Description = "The person's mail address." };
        var command = new Command(verb, description) { address };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var named = arguments.GetRequiredValue(address);
            var person = await database.ReadAsync(data => data.Recipients.FindByAddressAsync(named), cancellationToken)
                ?? throw new CliException($"nobody here has the address '{named}'");
            var done = await change(database, person, cancellationToken);
            common.Printer(arguments).Document(new { verb, done });
            common.Printer(arguments).Line(done ? "done" : "there was nothing to do");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<bool> EraseAsync(Database database, Recipient person, CancellationToken cancellationToken)
    {
        var erased = await database.WriteAsync(data => data.Recipients.EraseAsync(person.RecipientId), cancellationToken);
        await database.ForgetErasedAsync(cancellationToken);
        return erased;
    }

    private static Task<bool> ReinstateAsync(Database database, Recipient person, CancellationToken cancellationToken) =>
        new AlertEditor(database).ReinstateAsync(person.RecipientId, cancellationToken);

    private static string State(Recipient person) =>
        person.UnsubscribedAt is not null ? "stopped all mail" : person.SuspendedAt is not null ? "suspended" : "gets mail";
}
