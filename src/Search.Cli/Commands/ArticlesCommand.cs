using System.CommandLine;
using System.Globalization;
using Search.Alerts.Retention;
using Search.Cli.Hosting;
using Search.Data;
using Search.Data.Articles;
using Search.Ingest.Identity;

namespace Search.Cli.Commands;

/// <summary><c>search articles show|takedown|expire</c>.</summary>
internal static class ArticlesCommand
{
    public static Command Create(CommonOptions common) => new("articles", "One article: look at it, or take it away for good.")
    {
        Show(common),
        TakeDown(common),
        Expire(common),
    };

    private static Command Show(CommonOptions common)
    {
        var which = Which();
        var command = new Command("show", "One article as it is stored; of one that was taken down, when and why.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            using var database = common.Folder(arguments).OpenDatabase();
            await using var data = await database.BeginReadAsync(cancellationToken);
            var article = await FindAsync(data, arguments.GetRequiredValue(which));
            var revisions = await data.Articles.RevisionsAsync(article.ArticleId);
            printer.Document(Json(article, revisions));
            foreach (var (name, value) in Facts(article, revisions).Where(fact => !string.IsNullOrEmpty(fact.Value)))
                printer.Line($"{name,-10} {value}");
            if (article.Body.Length > 0)
                printer.Line("\n" + article.Body);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command TakeDown(CommonOptions common)
    {
        var which = Which();
        var reason = new Option<string>("--reason") { Description = "Why, as its page will say.", DefaultValueFactory = _ => "taken down" };
        var command = new Command("takedown", "Erases an article from rows, index and mails; a tombstone keeps it from coming back.") { which, reason };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var article = await engine.Database.ReadAsync(data => FindAsync(data, arguments.GetRequiredValue(which)), cancellationToken);
            var done = await new Takedown(engine.Database, engine.Pickup).RunAsync(article.Id, arguments.GetValue(reason)!, cancellationToken);
            await engine.IndexAsync(progress: null, cancellationToken);
            printer.Document(new { id = article.Id, takenDown = done });
            printer.Line(done ? $"{article.Id} is taken down" : $"{article.Id} was taken down before");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Expire(CommonOptions common)
    {
        var command = new Command("expire", "Lets go of what is older than Articles:KeepDays and Mail:KeepDays now; the service does so every hour.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var report = await new RetentionStage(engine.Database, engine.Settings.Retention, engine.Pickup).RunAsync(cancellationToken);
            await engine.IndexAsync(progress: null, cancellationToken);
            printer.Document(new { articles = report.Articles, mails = report.Mails, runs = report.Runs });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Articles} articles, the text of {report.Mails} mails and {report.Runs} runs are gone"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Which() => new("ID|URL") { Description = "The article's id, or its address." };

    private static async Task<Article> FindAsync(DataSession data, string idOrUrl) =>
        await data.Articles.FindAsync(idOrUrl)
        ?? (UrlCanonicalizer.Canonicalize(idOrUrl) is { } url ? await data.Articles.FindByUrlAsync(url) : null)
        ?? throw new CliException($"there is no article '{idOrUrl}'");

    private static IEnumerable<(string Name, string? Value)> Facts(Article article, IReadOnlyList<Article> revisions) =>
    [
        ("title", article.Title), ("id", article.Id), ("url", article.Url), ("author", article.Author), ("source", article.Source), ("language", article.Language),
        ("published", Moment(article.Published)), ("seen", Moment(article.FirstSeen)), ("changed", revisions.Count > 1 ? Moment(article.Seen) : null), ("tags", string.Join(", ", article.Tags)),
        ("taken down", Moment(article.DeletedAt)), ("why", article.DeletedReason),
    ];

    private static object Json(Article article, IReadOnlyList<Article> revisions) => new
    {
        id = article.Id, url = article.Url, title = article.Title, author = article.Author, published = article.Published, source = article.Source, language = article.Language,
        body = article.Body, tags = article.Tags, firstSeen = article.FirstSeen, takenDown = article.DeletedAt, reason = article.DeletedReason,
        revisions = revisions.Select(revision => new { revision = revision.Revision, seen = revision.Seen, title = revision.Title, removed = revision.Removed }),
    };

    private static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
