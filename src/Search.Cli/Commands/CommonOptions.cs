using System.CommandLine;
using Search.Cli.Settings;

namespace Search.Cli.Commands;

/// <summary>Options that many commands share.</summary>
internal sealed class CommonOptions
{
    public const string DataName = "--data";

    public Option<string?> Data { get; } = new(DataName)
    {
        Description = "The data folder (default: SEARCH_Data, else 'indexes' under the current directory).",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document (or one a line for lists) and nothing else on standard output.",
        Recursive = true,
    };

    public DataFolder Folder(ParseResult arguments, bool mayCreate = false) => DataFolder.Find(arguments.GetValue(Data), mayCreate);

    /// <summary>The folder that the command line names, whether it is there or not.</summary>
    public DataFolder NamedFolder(ParseResult arguments) => DataFolder.Named(arguments.GetValue(Data));

    public Printer Printer(ParseResult arguments) => new(
        arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error, arguments.GetValue(Json));
}
