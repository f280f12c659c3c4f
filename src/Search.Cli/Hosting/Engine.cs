using Search.Alerts;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Alerts.Retention;
using Search.Alerts.Running;
using Search.Cli.Commands;
using Search.Cli.Settings;
using Search.Data;
using Search.Ingest.Fetching;
using Search.Ingest.Sources;
using Search.Ingest.Stages;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Cli.Hosting;

/// <summary>The parts of the program, put together over one data folder: what every command but the pages needs.</summary>
internal sealed class Engine : IAsyncDisposable
{
    /// <summary>How long a command waits for the process that holds the index's writer lock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpMessageHandler _webhooks;

    private Engine(DataFolder folder, SearchSettings settings, Printer printer, Uri? localUrl)
    {
        Folder = folder;
        Settings = settings;
        Database = folder.OpenDatabase();
        Directory = new MMapDirectory(folder.Index);
        Building = new MMapDirectory(folder.NewIndex);
        Transport = settings.Smtp is { } smtp ? new SmtpTransport(smtp, TimeProvider.System) : new PickupTransport(folder.Outbox);
        AlertSettings = new AlertSettings
        {
            From = settings.From,
            PublicUrl = settings.PublicUrl,
            LocalUrl = localUrl,
            Dkim = settings.Dkim,
            BounceAddress = settings.BounceAddress,
            BounceFolder = settings.BounceFolder,
            Connections = settings.Smtp?.EffectiveConnections ?? SmtpSettings.UsualConnections,
        };
        // As many as calls are made at once: one that waited for a connection would use up its time limit.
        _webhooks = GuardedConnections.Handler(new FetchLimits { AllowLoopback = settings.AllowLoopbackWebhooks, ConnectionsPerHost = AlertRunner.WebhooksAtOnce });
        Runner = new AlertRunner(Database, Transport, AlertSettings, _webhooks, Documents);
        Editor = new AlertEditor(Database);
        Preview = new QueryPreview(Database);
        Sources = new SourceDesk(Database);
        Index = new IndexAccess(Database, Directory, Building, printer.Notice) { Shared = Documents };
        Poller = new FeedPoller(Database, new FetchLimits { AllowLoopback = settings.AllowLoopbackFeeds });
    }

    public DataFolder Folder { get; }

    public SearchSettings Settings { get; }

    public Database Database { get; }

    public IndexDirectory Directory { get; }

    /// <summary>Where a new index is made that is to take the other's place.</summary>
    public IndexDirectory Building { get; }

    public IMailTransport Transport { get; }

    /// <summary>Mails that lie in the pickup folder, also from before a mail server was set.</summary>
    public PickupFiles Pickup => new(Folder.Outbox);

    public AlertSettings AlertSettings { get; }

    /// <summary>What the index and the matcher make for each other: both read new rows.</summary>
    public SharedDocuments Documents { get; } = new();

    public AlertRunner Runner { get; }

    public AlertEditor Editor { get; }

    public QueryPreview Preview { get; }

    public SourceDesk Sources { get; }

    public IndexAccess Index { get; }

    public FeedPoller Poller { get; }

    /// <summary>Opens the folder's database (bringing it to the newest schema) and reads its settings.</summary>
    public static Engine Open(DataFolder folder, Printer printer, Uri? localUrl = null)
    {
        var engine = new Engine(folder, SearchSettings.Load(folder), printer, localUrl);
        printer.Notice($"data folder: {folder.Path}");
        return engine;
    }

    /// <summary>Brings all rows into the index: by this process, or by waiting for the one that holds the writer lock.</summary>
    public Task<long> IndexAsync(IProgress<long>? progress, CancellationToken cancellationToken) => Index.CatchUpAsync(Patience, progress, cancellationToken);

    /// <summary>As the other, and matches rows against the alerts as they go into the index.</summary>
    public async Task<(long Indexed, MatchReport Match)> IndexAndMatchAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var indexed = 0L;
        var match = await Runner.MatchAlongsideAsync(
            async alongside => indexed = await Index.CatchUpAsync(Patience, progress, alongside, cancellationToken), cancellationToken);
        return (indexed, match);
    }

    /// <summary>Has the index written anew: by this process, or by the one that holds the writer lock.</summary>
    public Task<RebuildOutcome> RebuildAsync(IProgress<long>? progress, CancellationToken cancellationToken) => Index.RebuildAsync(Patience, progress, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Poller.Dispose();
        Runner.Dispose();
        _webhooks.Dispose();
        if (Transport is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        Building.Dispose();
        Directory.Dispose();
        Database.Dispose();
    }
}
