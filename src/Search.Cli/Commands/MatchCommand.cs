using System.CommandLine;
using System.Globalization;
using Search.Alerts.Matching;
using Search.Ingest.Files;

namespace Search.Cli.Commands;

/// <summary><c>search match --queries FILE PATH...</c>: needs no data folder, and stores nothing.</summary>
internal static class MatchCommand
{
    private const int RemarksShown = 50;

    public static Command Create(CommonOptions common)
    {
        var queries = new Option<string>("--queries") { Description = "Saved queries, one a line; of a line with tabs, what follows the last one.", HelpName = "FILE", Required = true };
        var paths = new Argument<string[]>("PATH") { Description = "Files or folders of articles, as for 'index'.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("match", "Matches articles from files against a file of saved queries, and stores nothing.") { queries, paths };
        command.SetAction((arguments, cancellationToken) =>
            Run(common.Printer(arguments), arguments.GetRequiredValue(queries), arguments.GetRequiredValue(paths), cancellationToken));
        return command;
    }

    private static Task<int> Run(Printer printer, string file, string[] paths, CancellationToken cancellationToken)
    {
        var queries = Read(file);
        Remark(printer, file, queries);
        var report = new IngestReport();
        var (articles, matches, failed) = (0L, 0L, 0L);
        using (var progress = new Progress(printer, "articles matched"))
        {
            foreach (var article in ArticleFiles.Read(paths, report, cancellationToken))
            {
                progress.Report(++articles);
                if (Match(printer, queries, article) is { } found)
                    matches += found;
                else
                    failed++;
            }
        }
        InputProblems.Say(printer, report);
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{articles:N0} articles, {queries.Count:N0} queries, {matches:N0} matches"));
        return Task.FromResult(failed + report.Skipped + queries.Remarks.Count(remark => !remark.IsMatched) == 0 ? ExitCodes.Done : ExitCodes.Failed);
    }

    /// <summary>How many queries matched; null when the article can't be matched.</summary>
    private static int? Match(Printer printer, QueryLines queries, IncomingArticle article)
    {
        var name = article.Draft.Url ?? article.File.Path;
        IReadOnlyList<int> found;
        try
        {
            found = queries.Match(article.Draft);
        }
        catch (ArgumentException e)
        {
            printer.Notice($"{name}: {e.Message}");
            return null;
        }
        printer.Document(new { url = article.Draft.Url, queries = found });
        if (found.Count > 0)
            printer.Line($"{name}: {string.Join(", ", found)}");
        return found.Count;
    }

    private static QueryLines Read(string file)
    {
        try
        {
            return QueryLines.Read(File.ReadLines(file), TimeProvider.System);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"the file of queries can't be read: {e.Message}");
        }
    }

    private static void Remark(Printer printer, string file, QueryLines queries)
    {
        foreach (var remark in queries.Remarks.Take(RemarksShown))
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"{file}, line {remark.Line}: {(remark.IsMatched ? "matched, but can't be an alert: " : "")}{remark.Reason}"));
        if (queries.Remarks.Count > RemarksShown)
            printer.Notice(string.Create(CultureInfo.InvariantCulture, $"… and {queries.Remarks.Count - RemarksShown:N0} more lines"));
    }
}
