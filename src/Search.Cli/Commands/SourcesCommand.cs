using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Search.Cli.Hosting;
using Search.Data;
using Search.Data.Sources;

namespace Search.Cli.Commands;

/// <summary><c>search sources add|list|remove|poll|import|export</c>.</summary>
internal static class SourcesCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create(CommonOptions common) => new("sources", "Feeds that are polled.")
    {
        Add(common),
        List(common),
        Remove(common),
        Poll(common),
        Import(common),
        Export(common),
    };

    private static Command Add(CommonOptions common)
    {
        var url = new Argument<string>("URL") { Description = "Address of an RSS or Atom feed." };
        var name = new Option<string?>("--name") { Description = "Its name (default: the feed's own)." };
        var language = new Option<string?>("--language") { Description = "Language of its articles where they don't say." };
        var every = new Option<int>("--every") { Description = "Minutes between polls.", DefaultValueFactory = _ => 15 };
        var command = new Command("add", "Adds a feed.") { url, name, language, every };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments, mayCreate: true), printer);
            var problem = await engine.Sources.AddAsync(
                new SourceDraft
                {
                    Url = arguments.GetRequiredValue(url),
                    Name = arguments.GetValue(name) ?? "",
                    Language = arguments.GetValue(language),
                    PollInterval = TimeSpan.FromMinutes(Math.Clamp(arguments.GetValue(every), 1, 10_080)),
                },
                cancellationToken);
            if (problem is not null)
                throw new CliException(problem);
            printer.Document(new { added = arguments.GetRequiredValue(url) });
            printer.Line("added");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "All feeds with their last success and last error.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var printer = common.Printer(arguments);
            var sources = await database.ReadAsync(data => data.Sources.ListAsync(), cancellationToken);
            foreach (var source in sources)
                printer.Document(Json(source));
            printer.Table([["id", "last success", "errors", "name", "address", "last error"], .. sources.Select(Row)]);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Remove(CommonOptions common)
    {
        var which = new Argument<string>("URL") { Description = "Its address or number." };
        var command = new Command("remove", "Removes a feed; its articles stay.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var removed = await database.WriteAsync(
                async data => await FindAsync(data, arguments.GetRequiredValue(which)) is { } source && await data.Sources.RemoveAsync(source.SourceId),
                cancellationToken);
            if (!removed)
                throw new CliException($"there is no source '{arguments.GetValue(which)}'");
            common.Printer(arguments).Document(new { removed = arguments.GetRequiredValue(which) });
            common.Printer(arguments).Line("removed");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Poll(CommonOptions common)
    {
        var which = new Argument<string?>("URL") { Description = "Its address or number (default: all).", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("poll", "Polls feeds now.") { which };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var only = arguments.GetValue(which);
            var source = only is null ? null : await engine.Database.ReadAsync(data => FindAsync(data, only), cancellationToken)
                ?? throw new CliException($"there is no source '{only}'");
            await engine.Database.WriteAsync(data => data.Sources.PollSoonAsync(source?.SourceId), cancellationToken);
            var results = await engine.Poller.PollDueAsync(cancellationToken);
            await engine.IndexAsync(progress: null, cancellationToken);
            await engine.Runner.MatchAsync(cancellationToken);
            foreach (var result in results)
            {
                printer.Document(new { id = result.Source.SourceId, url = result.Source.Url, error = result.Error, items = result.Items, added = result.Added, revised = result.Revised });
                printer.Line($"{result.Source.Name}: {result.Error ?? string.Create(CultureInfo.InvariantCulture, $"{result.Items} items, {result.Added} new, {result.Revised} changed")}");
            }
            return results.Any(result => result.IsFailure) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static Command Import(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A JSON file that 'sources export' wrote." };
        var command = new Command("import", "Adds the feeds of a file; those that are there already stay as they are.") { file };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var printer = common.Printer(arguments);
            var entries = await ReadAsync(arguments.GetRequiredValue(file), cancellationToken);
            await using var engine = Engine.Open(common.Folder(arguments), printer);
            var failed = 0;
            foreach (var entry in entries)
            {
                var problem = await engine.Sources.AddAsync(entry.ToDraft(), cancellationToken);
                failed += problem is null ? 0 : 1;
                if (problem is not null)
                    printer.Notice($"{entry.Url}: {problem}");
            }
            printer.Document(new { added = entries.Count - failed, skipped = failed });
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"{entries.Count - failed} added, {failed} skipped"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export(CommonOptions common)
    {
        var command = new Command("export", "Prints all feeds as one JSON document.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var database = common.Folder(arguments).OpenDatabase();
            var sources = await database.ReadAsync(data => data.Sources.ListAsync(), cancellationToken);
            var entries = sources.Where(source => !source.Sample).Select(source => new SourceEntry(source.Url, source.Name, source.Language, source.PollSeconds / 60));
            await arguments.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(entries, Web));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<SourceEntry>> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            throw new CliException($"{file.FullName} is not there");
        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync<List<SourceEntry>>(stream, Web, cancellationToken) ?? [];
        }
        catch (JsonException e)
        {
            throw new CliException($"{file.FullName}: not a list of sources: {e.Message}");
        }
    }

    private static async Task<Source?> FindAsync(DataSession data, string which) =>
        long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await data.Sources.FindAsync(number)
            : await data.Sources.FindByUrlAsync(which);

    private static IReadOnlyList<string> Row(Source source) =>
    [
        source.SourceId.ToString(CultureInfo.InvariantCulture),
        source.LastSuccessAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never",
        source.ErrorCount.ToString(CultureInfo.InvariantCulture), source.Name, source.Url, source.LastError ?? "",
    ];

    private static object Json(Source source) => new
    {
        id = source.SourceId, url = source.Url, name = source.Name, language = source.Language, enabled = source.Enabled, lastSuccess = source.LastSuccessAt,
        lastArticle = source.LastArticleAt, lastError = source.LastError, errors = source.ErrorCount, nextPoll = source.NextPollAt,
    };
}
