using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Jobs;
using Search.Alerts.Notices;
using Search.Alerts.Retention;
using Search.Cli.Commands;
using Search.Cli.Settings;
using Search.Queries.Searching;
using Search.Web.Hosting;

namespace Search.Cli.Hosting;

/// <summary>The running service: pages and API on one address, and the scheduler.</summary>
internal static class Service
{
    public static async Task RunAsync(DataFolder folder, string address, Printer printer, CancellationToken cancellationToken)
    {
        FirstSearch.Prepare();
        var first = address.Split(';')[0];
        await using var engine = Engine.Open(folder, printer, new Uri(first.EndsWith(":0", StringComparison.Ordinal) ? "http://127.0.0.1/" : first));
        await FirstStart.PrepareAsync(engine, cancellationToken);
        using var index = new IndexHolder(engine, fault => printer.Notice(fault.ToString()), printer.Line);
        using var searcher = new ArticleSearcher(engine.Directory, TimeProvider.System);
        var app = Build(engine, searcher, index, address);
        await using (app)
        {
            await app.StartAsync(cancellationToken);
            foreach (var url in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
                printer.Line($"Search is at {url}");
            if (engine.Settings.Dkim?.Warning is { } warning)
                printer.Notice(warning);
            if (!engine.Transport.IsDelivery)
                printer.Line($"Mail is not being sent: no mail server is set, so mails are files in {engine.Transport.Description}");
            await app.WaitForShutdownAsync(cancellationToken);
        }
    }

    private static WebApplication Build(Engine engine, ArticleSearcher searcher, IndexHolder index, string address)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = engine.Folder.Path, EnvironmentName = Environments.Production });
        // The data folder's settings were read already; nothing else of the machine is to change the service.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Search", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            // A database that is away is told by the jobs themselves, once; the scheduler would add a stack trace every few seconds.
            .AddFilter("Quartz", LogLevel.Critical)
            // What keeps the service from starting, such as an address in use, ends the command with one line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddSingleton(engine.Database).AddSingleton(engine.Editor).AddSingleton(engine.Preview).AddSingleton(engine.Runner)
            .AddSingleton(new Unsubscriber(engine.Database)).AddSingleton(new ConsentAnswers(engine.Database)).AddSingleton(engine.Sources).AddSingleton(searcher).AddSingleton(new ArticleHighlighter(TimeProvider.System))
            .AddSingleton(new TestMail(engine.Database, engine.AlertSettings))
            .AddSingleton(new SearchPlace(engine.Folder.Path, engine.Transport.IsDelivery, engine.Transport.Description, engine.Settings.PublicUrl));
        builder.Services.AddSearchWeb(engine.Folder.Keys);
        builder.Services.AddAlertJobs(new ScheduledWork
        {
            Index = index.RunAsync,
            Poll = token => engine.Poller.PollDueAsync(token),
            PollTick = TimeSpan.FromSeconds(5),
            Tick = TimeSpan.FromMilliseconds(500),
            Sweep = token => engine.Runner.SweepAsync(searcher, whole: false, token),
            Housekeep = token => HousekeepAsync(engine, token),
        }, SearchSettings.DatabaseServer(engine.Folder) is { } server ? JobStore.Postgres(server) : JobStore.Memory);
        var app = builder.Build();
        app.MapSearchWeb();
        return app;
    }

    private static async Task HousekeepAsync(Engine engine, CancellationToken cancellationToken)
    {
        await new RetentionStage(engine.Database, engine.Settings.Retention, engine.Pickup).RunAsync(cancellationToken);
        await new SourceWatch(engine.Database).RunAsync(cancellationToken);
    }
}
