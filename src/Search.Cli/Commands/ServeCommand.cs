using System.CommandLine;
using Search.Cli.Hosting;
using Search.Web.Hosting;

namespace Search.Cli.Commands;

/// <summary><c>search serve</c>.</summary>
internal static class ServeCommand
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    public static Command Create(CommonOptions common)
    {
        var urls = new Option<string>("--urls") { Description = "Address of the pages; of this machine only, as there is no sign-in yet.", DefaultValueFactory = _ => DefaultAddress, HelpName = "URL" };
        var command = new Command("serve", "Pages, API and scheduler.") { urls };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var address = arguments.GetRequiredValue(urls);
            if (LoopbackAddresses.Refusal(address) is { } refusal)
                throw new CliException(refusal);
            var folder = common.Folder(arguments, mayCreate: true);
            await Service.RunAsync(folder, address, common.Printer(arguments), cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }
}
