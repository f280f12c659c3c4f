using System.CommandLine;
using System.Globalization;
using Search.Alerts.Transfer;
using Search.Cli.Settings;

namespace Search.Cli.Commands;

/// <summary><c>search export FILE|-</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "Where the JSON goes; - for standard output." };
        var force = new Option<bool>("--force") { Description = "Overwrite a file that is there." };
        var command = new Command(
            "export", "Writes what people set, not what was found: alerts, their people and consents, webhooks, sources, settings of appsettings.json. Without passwords.") { file, force };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var target = arguments.GetRequiredValue(file);
            if (target != "-" && File.Exists(target) && !arguments.GetValue(force))
                throw new CliException($"{Path.GetFullPath(target)} is there already; --force overwrites it");
            var folder = common.Folder(arguments);
            using var database = folder.OpenDatabase();
            var setup = await new SetupExport(database).ReadAsync(cancellationToken) with { Settings = new SettingsFile(folder).Read() };
            if (target == "-")
                printer.Raw(SetupFile.Write(setup));
            else
                await WriteAsync(Path.GetFullPath(target), SetupFile.Write(setup), cancellationToken);
            if (target != "-")
                Print(printer, Path.GetFullPath(target), setup);
            printer.Notice("Passwords, key files, the database's address and what environment variables set are not in it. It names people, and the addresses of webhooks: keep it as a secret.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(string target, string text, CancellationToken cancellationToken)
    {
        var partial = target + ".partial";
        try
        {
            await File.WriteAllTextAsync(partial, text, cancellationToken);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Print(Printer printer, string target, Setup setup)
    {
        printer.Document(new { file = target, alerts = setup.Alerts.Count, people = setup.People.Count, sources = setup.Sources.Count, settings = setup.Settings.Count });
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{setup.Alerts.Count:N0} alerts, {setup.People.Count:N0} people, {setup.Sources.Count:N0} sources and {setup.Settings.Count:N0} settings in {target}"));
    }
}
