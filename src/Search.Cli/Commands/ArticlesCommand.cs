using System.CommandLine;
using System.Globalization;
using Search.Alerts.Retention;
using Search.Cli.Hosting;

namespace Search.Cli.Commands;

/// <summary><c>search articles takedown|expire</c>.</summary>
internal static class ArticlesCommand
{
    public static Command Create(CommonOptions common) => new("articles", "Takes articles away, for good.")
    {
        TakeDown(common),
        Expire(common),
    };

    private static Command TakeDown(CommonOptions common)
    {
        var which = new Argument<string>("ID|URL") { Description = "The article's id, or its address." };
        var reason = new Option<string>("--reason") { Description = "Why, as its page will say.", DefaultValueFactory = _ => "taken down" };
        var command = new Command("takedown", "Erases an article from rows, index and mails; a tombstone keeps it from coming back.") { which, reason };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var name = arguments.GetRequiredValue(which);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var article = await engine.Database.ReadAsync(
                async data => await data.Articles.FindAsync(name) ?? await data.Articles.FindByUrlAsync(name), cancellationToken)
                ?? throw new CliException($"there is no article '{name}'");
            var done = await engine.Database.WriteAsync(data => data.Articles.TakeDownAsync(article.Id, arguments.GetValue(reason)!), cancellationToken);
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
            var report = await new RetentionStage(engine.Database, engine.Settings.Retention).RunAsync(cancellationToken);
            await engine.IndexAsync(progress: null, cancellationToken);
            printer.Document(new { articles = report.Articles, mails = report.Mails, runs = report.Runs });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Articles} articles, the text of {report.Mails} mails and {report.Runs} runs are gone"));
            return ExitCodes.Done;
        });
        return command;
    }
}
