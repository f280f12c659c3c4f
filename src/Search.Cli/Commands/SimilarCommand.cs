using System.CommandLine;
using System.Globalization;
using Search.Cli.Settings;
using Search.Lucene.Store;
using Search.Queries.Searching;
using Search.Web.Hosting;

namespace Search.Cli.Commands;

/// <summary><c>search query --like ID</c>: articles like one, without those of its story.</summary>
internal static class SimilarCommand
{
    public static async Task<int> RunAsync(CommonOptions common, ParseResult arguments, string id, int top, CancellationToken cancellationToken)
    {
        var folder = QueryCommand.IndexedFolder(common, arguments);
        var printer = common.Printer(arguments);
        var story = await StoryAsync(folder, id, cancellationToken);
        using var directory = new MMapDirectory(folder.Index);
        using var searcher = new ArticleSearcher(directory, TimeProvider.System);
        var answer = searcher.Similar(new SimilarRequest(id) { Top = top, Except = story, Passages = 2, ExactCount = true }, cancellationToken)
            ?? throw new CliException($"there is no article '{id}' in the index");
        printer.Document(SearchJson.Of(answer));
        printer.Line(string.Create(CultureInfo.InvariantCulture, $"{(answer.Exact ? "" : "at least ")}{answer.Total:N0} article{(answer.Total == 1 ? "" : "s")} by the words {string.Join(' ', answer.Words)}"));
        foreach (var hit in answer.Hits)
            QueryCommand.Print(printer, hit);
        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyCollection<string>> StoryAsync(DataFolder folder, string id, CancellationToken cancellationToken)
    {
        using var database = folder.OpenDatabase();
        await using var data = await database.BeginReadAsync(cancellationToken);
        return await data.Articles.FindAsync(id) is { } article ? [.. (await data.Articles.StoryAsync(article.StoryGroup)).Select(other => other.Id)] : [];
    }
}
