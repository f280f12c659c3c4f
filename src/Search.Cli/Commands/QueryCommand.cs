using System.CommandLine;
using System.Globalization;
using Search.Cli.Settings;
using Search.Lucene.Store;
using Search.Queries.Searching;
using Search.Queries.Syntax;
using Search.Web.Hosting;

namespace Search.Cli.Commands;

/// <summary><c>search query TEXT</c>.</summary>
internal static class QueryCommand
{
    /// <summary>Values of each facet that are counted.</summary>
    private const int FacetValues = 20;

    public static Command Create(CommonOptions common)
    {
        var text = new Argument<string?>("TEXT") { Description = "The query, as on the search page.", Arity = ArgumentArity.ZeroOrOne };
        var top = new Option<int>("--top") { Description = "Hits to print, up to 1,000.", DefaultValueFactory = _ => 10 };
        var sort = new Option<string>("--sort") { Description = "relevance or newest.", DefaultValueFactory = _ => "relevance" };
        sort.AcceptOnlyFromAmong("relevance", "newest");
        var zone = new Option<string>("--zone") { Description = "Time zone in which days begin and end.", DefaultValueFactory = _ => "UTC" };
        var facets = new Option<bool>("--facets") { Description = $"Count the articles by source, language and tag ({FacetValues} of each) and by day." };
        var like = new Option<string?>("--like") { Description = "Articles like the one with this id, in place of TEXT.", HelpName = "ID" };
        var command = new Command("query", "Searches the index.") { text, top, sort, zone, facets, like };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(text) is null) == (result.GetValue(like) is null))
                result.AddError("Give either TEXT or --like ID.");
        });
        command.SetAction((arguments, cancellationToken) => arguments.GetValue(like) is { } id
            ? SimilarCommand.RunAsync(common, arguments, id, Math.Clamp(arguments.GetValue(top), 0, 1_000), cancellationToken)
            : Task.FromResult(Run(
                common, arguments, new SearchRequest(arguments.GetRequiredValue(text)!)
                {
                    Top = Math.Clamp(arguments.GetValue(top), 0, 1_000),
                    Order = arguments.GetValue(sort) == "newest" ? SearchOrder.Newest : SearchOrder.Relevance,
                    Zone = Zone(arguments.GetValue(zone)!),
                    Facets = arguments.GetValue(facets) ? FacetValues : 0,
                },
                cancellationToken)));
        return command;
    }

    /// <summary>The folder of an index that is there.</summary>
    internal static DataFolder IndexedFolder(CommonOptions common, ParseResult arguments)
    {
        var folder = common.Folder(arguments);
        return Directory.Exists(folder.Index)
            ? folder
            : throw new CliException($"there is no index in {folder.Index} yet; 'search index PATH' or 'search serve' makes one");
    }

    internal static void Print(Printer printer, ArticleHit hit)
    {
        printer.Line();
        printer.Line(hit.Title.Length > 0 ? hit.Title : "(no title)");
        printer.Line("  " + string.Join(" · ", Facts(hit)));
        foreach (var passage in hit.Passages)
            printer.Line("  " + Marked(passage).ReplaceLineEndings(" "));
    }

    internal static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new CliException($"'{name}' is not a time zone; one looks like Asia/Beirut");

    private static int Run(CommonOptions common, ParseResult arguments, SearchRequest request, CancellationToken cancellationToken)
    {
        var folder = IndexedFolder(common, arguments);
        var printer = common.Printer(arguments);
        FirstSearch.Prepare();
        using var directory = new MMapDirectory(folder.Index);
        using var searcher = new ArticleSearcher(directory, TimeProvider.System);
        var answer = searcher.Search(request, cancellationToken);
        if (!answer.Parsed.IsValid)
        {
            printer.Document(SearchJson.Problems(answer.Parsed));
            Explain(printer, answer.Parsed);
            return ExitCodes.Failed;
        }
        printer.Document(SearchJson.Of(answer));
        Print(printer, answer);
        return ExitCodes.Done;
    }

    /// <summary>Says each mistake with its place under the query.</summary>
    internal static void Explain(Printer printer, ParsedQuery parsed)
    {
        if (parsed.IsEmpty)
            printer.Notice("search: the query is empty");
        foreach (var error in parsed.Errors)
        {
            printer.Notice($"search: {error}");
            if (parsed.Text.Length <= 200 && !parsed.Text.Contains('\n', StringComparison.Ordinal))
            {
                printer.Notice("  " + parsed.Text);
                printer.Notice("  " + new string(' ', Math.Clamp(error.Position, 0, parsed.Text.Length)) + new string('^', Math.Max(1, error.Length)));
            }
        }
    }

    private static void Print(Printer printer, SearchAnswer answer)
    {
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{(answer.Exact ? "" : "at least ")}{answer.Total:N0} article{(answer.Total == 1 ? "" : "s")}"));
        foreach (var hint in answer.Parsed.Hints)
            printer.Notice($"{hint.Message} {hint.Fix}");
        foreach (var notice in answer.Notices)
            printer.Notice(notice);
        if (answer.Suggestion is { } suggestion)
            printer.Notice($"Did you mean: {suggestion}");
        foreach (var hit in answer.Hits)
            Print(printer, hit);
        if (answer.Facets is { } facets)
            Print(printer, facets);
    }

    private static void Print(Printer printer, ArticleFacets facets)
    {
        Print(printer, "Sources", facets.Sources.Select(value => (value.Value, value.Count)));
        Print(printer, "Languages", facets.Languages.Select(value => (value.Value, value.Count)));
        Print(printer, "Tags", facets.Tags.Select(value => (value.Value, value.Count)));
        Print(printer, "Days", facets.Days.Select(day => (day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Count)));
    }

    private static void Print(Printer printer, string name, IEnumerable<(string Value, long Count)> values)
    {
        string[][] rows = [.. values.Select(value => new[] { "  " + value.Count.ToString("N0", CultureInfo.InvariantCulture), value.Value })];
        if (rows.Length == 0)
            return;
        printer.Line();
        printer.Line(name);
        printer.Table(rows);
    }

    private static IEnumerable<string> Facts(ArticleHit hit)
    {
        if (hit.Source.Length > 0)
            yield return hit.Source;
        if (hit.Author.Length > 0)
            yield return hit.Author;
        if (hit.Published is { } published)
            yield return published.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return hit.Url.Length > 0 ? hit.Url : hit.Id;
    }

    private static string Marked(HitPassage passage)
    {
        var text = passage.Text;
        foreach (var range in passage.Ranges.Reverse())
            text = text.Insert(range.End.Value, "]").Insert(range.Start.Value, "[");
        return text;
    }
}
