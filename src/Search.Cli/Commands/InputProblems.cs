using System.Globalization;
using Search.Ingest.Files;

namespace Search.Cli.Commands;

/// <summary>What could not be read of article files, said to people.</summary>
internal static class InputProblems
{
    private const int Shown = 50;

    public static void Say(Printer printer, IngestReport report)
    {
        foreach (var problem in report.Problems.Take(Shown))
            printer.Notice(problem.ToString());
        if (report.Problems.Skip(Shown).Any())
            printer.Notice("… and more; 'index --json' lists a thousand a file");
        foreach (var (kind, count) in report.Unsupported)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"{count} files of kind {kind} were left out"));
    }
}
