using System.CommandLine;
using System.Globalization;
using System.Text;
using Search.Alerts.Delivery;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Bounces;
using Search.Alerts.Returns;
using Search.Cli.Hosting;
using Search.Cli.Settings;
using Search.Data.Outbox;

namespace Search.Cli.Commands;

/// <summary><c>search outbox list|show|send|returned|dkim</c>.</summary>
internal static class OutboxCommand
{
    /// <summary>The subcommand that mail servers call.</summary>
    public const string ReturnedName = "returned";

    public static Command Create(CommonOptions common) => new("outbox", "Composed mails and their fate.")
    {
        List(common),
        Show(common),
        Send(common),
        Returned(common),
        Dkim(common),
    };

    private static Command List(CommonOptions common)
    {
        var top = new Option<int>("--top") { Description = "How many, newest first.", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "Mails, newest first.") { top };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var messages = await database.ReadAsync(data => data.Outbox.NewestAsync(arguments.GetValue(top)), cancellationToken);
            foreach (var message in messages)
                printer.Document(Json(message));
            printer.Table([["id", "written", "state", "to", "subject"], .. messages.Select(Row)]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(CommonOptions common)
    {
        var id = new Argument<long>("ID") { Description = "The mail's number in the list." };
        var raw = new Option<bool>("--raw") { Description = "The exact bytes of the message." };
        var command = new Command("show", "One mail.") { id, raw };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var message = await database.ReadAsync(data => data.Outbox.FindAsync(arguments.GetValue(id)), cancellationToken)
                ?? throw new CliException($"there is no mail {arguments.GetValue(id)}");
            if (arguments.GetValue(raw))
            {
                printer.Raw(Encoding.ASCII.GetString(message.Bytes));
                return ExitCodes.Done;
            }
            var text = MimeReader.Read(message.Bytes).Text;
            printer.Document(new { id = message.OutboxId, to = message.EnvelopeTo, subject = message.Subject, state = message.State.ToString(), lastReply = message.LastReply, text });
            printer.Table(Row(message));
            printer.Line();
            printer.Line(text);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Send(CommonOptions common)
    {
        var command = new Command("send", "Tries every waiting mail now.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            await engine.Database.WriteAsync(data => data.Outbox.AttemptSoonAsync(), cancellationToken);
            var report = await engine.Runner.DeliverAsync(cancellationToken);
            printer.Document(new { sent = report.Sent, pickedUp = report.PickedUp, retried = report.Retried, failed = report.Failed, expired = report.Expired, warnings = report.Warnings });
            printer.Line(Say(report));
            foreach (var warning in report.Warnings)
                printer.Notice(warning);
            return ExitCode(report);
        });
        return command;
    }

    private static Command Returned(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = "Messages as files; '-' or none for one on standard input.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(ReturnedName, "Takes mail that came back: reports of failed delivery, complaints, mails to unsubscribe. For a mail server's pipe.") { files };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var stage = new ReturnStage(engine.Database, engine.AlertSettings);
            var report = new ReturnReport();
            foreach (var file in arguments.GetValue(files) is { Length: > 0 } named ? named : ["-"])
            {
                var one = await stage.TakeAsync(await ReadAsync(file, cancellationToken), cancellationToken);
                report = report with
                {
                    Read = report.Read + one.Read,
                    Suspended = report.Suspended + one.Suspended,
                    Unsubscribed = report.Unsubscribed + one.Unsubscribed,
                    Ignored = report.Ignored + one.Ignored,
                };
            }
            printer.Document(new { read = report.Read, suspended = report.Suspended, unsubscribed = report.Unsubscribed, ignored = report.Ignored });
            printer.Line($"{report.Read} read: {report.Suspended} addresses suspended, {report.Unsubscribed} unsubscribed, {report.Ignored} ignored");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Dkim(CommonOptions common)
    {
        var command = new Command("dkim", "The DNS record by which receivers check the signature of our mail.");
        command.SetAction(arguments =>
        {
            var printer = common.Printer(arguments);
            var signer = SearchSettings.Load(common.Folder(arguments)).Dkim ?? throw new CliException(
                "mail is not signed: make a key with 'openssl genrsa -out dkim.pem 2048', and set Mail:Dkim:KeyFile to its place and Mail:Dkim:Selector to a name of your choice");
            printer.Document(new { name = signer.DnsName, type = "TXT", value = signer.DnsRecord, warning = signer.Warning });
            printer.Line($"{signer.DnsName}. IN TXT \"{signer.DnsRecord}\"");
            if (signer.Warning is { } warning)
                printer.Notice(warning);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The beginning of a message, in which all stands that counts.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var bytes = new byte[BounceMailbox.MostBytes];
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        // A mail server whose pipe closes before it has written all takes the mail for undelivered.
        if (file == "-")
            await input.CopyToAsync(Stream.Null, cancellationToken);
        return bytes.AsMemory(0, length);
    }

    internal static string Say(DeliveryReport report)
    {
        var counts = new (int Count, string What)[]
        {
            (report.Sent, "sent"), (report.PickedUp, "to the pickup folder"), (report.Retried, "to be tried again"), (report.Failed, "refused"), (report.Expired, "given up"),
        };
        var said = counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.What}")).ToArray();
        return said.Length == 0 ? "nothing to send" : string.Join(", ", said);
    }

    /// <summary>Mail that could not leave is a failure to whoever runs the command by a script.</summary>
    internal static int ExitCode(DeliveryReport report) => report.Retried + report.Failed + report.Expired == 0 ? ExitCodes.Done : ExitCodes.Failed;

    private static IReadOnlyList<string> Row(OutboxMessage message) =>
    [
        message.OutboxId.ToString(CultureInfo.InvariantCulture), message.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        message.State.ToString(), message.EnvelopeTo, message.Subject,
    ];

    private static object Json(OutboxMessage message) => new
    {
        id = message.OutboxId, kind = message.Kind.ToString(), to = message.EnvelopeTo, subject = message.Subject, messageId = message.MessageId,
        state = message.State.ToString(), attempts = message.Attempts, created = message.CreatedAt, sent = message.SentAt, lastReply = message.LastReply,
        articles = message.ArticleCount, alerts = message.AlertCount,
    };
}
