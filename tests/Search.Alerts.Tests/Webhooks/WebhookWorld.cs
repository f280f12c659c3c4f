using Search.Alerts.Delivery;
using Search.Alerts.Editing;
using Search.Alerts.Webhooks;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Webhooks;
using Search.Ingest.Fetching;
using Search.Testing;

namespace Search.Alerts.Tests.Webhooks;

/// <summary>An alert with a webhook to a real web server, and the stages that call it.</summary>
internal sealed class WebhookWorld : IAsyncDisposable
{
    private readonly SocketsHttpHandler _handler = GuardedConnections.Handler(new FetchLimits { AllowLoopback = true, ConnectionsPerHost = 8 });
    private readonly List<IDisposable> _runs = [];

    private WebhookWorld(Receiver receiver)
    {
        Receiver = receiver;
        Run = NewProcess();
    }

    public AlertWorld Alerts { get; } = new();

    public Receiver Receiver { get; }

    public WebhookRun Run { get; }

    public Alert Alert { get; private set; } = null!;

    public Webhook Webhook { get; private set; } = null!;

    public ManualTime Time => Alerts.Time;

    public static async Task<WebhookWorld> StartAsync(Func<AlertRequest, AlertRequest>? with = null)
    {
        var world = new WebhookWorld(await Receiver.StartAsync());
        world.Alert = await world.Alerts.AddAlertAsync(with: with);
        world.Webhook = await world.AddAsync("/news");
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
            run.Dispose();
        _handler.Dispose();
        await Receiver.DisposeAsync();
        Alerts.Dispose();
    }

    /// <summary>The webhook stage as another process has it.</summary>
    public WebhookRun NewProcess(string? owner = null, HttpMessageHandler? handler = null)
    {
        var run = new WebhookRun(Alerts.Database, Alerts.Settings with { Owner = owner ?? ClaimOwner.New() }, handler ?? _handler);
        _runs.Add(run);
        return run;
    }

    public Task<Webhook> AddAsync(string path, Alert? alert = null) => AddUrlAsync(Receiver.Url + path, alert);

    public async Task<Webhook> AddUrlAsync(string url, Alert? alert = null)
    {
        var (webhook, problem) = await new WebhookDesk(Alerts.Database).AddAsync((alert ?? Alert).AlertId, url);
        Assert.Null(problem);
        return webhook!;
    }

    /// <summary>Stores articles that the alert finds, and matches them.</summary>
    public async Task FindAsync(params IReadOnlyList<string> names)
    {
        foreach (var name in names)
            await Alerts.IngestAsync(name, $"Qalamoun {name}", $"Body of {name}.");
        await Alerts.Match.RunAsync();
    }

    public async Task<Webhook> NowAsync(Webhook? webhook = null) =>
        (await Alerts.Database.ReadAsync(session => session.Webhooks.FindAsync((webhook ?? Webhook).WebhookId)))!;

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<WebhookCall>> CallsAsync(Webhook? webhook = null) =>
        [.. (await Alerts.Database.ReadAsync(session => session.Webhooks.NewestCallsAsync((webhook ?? Webhook).WebhookId, 1_000))).Reverse()];

    public Task<IReadOnlyList<Notice>> NoticesAsync() => Alerts.Database.ReadAsync(session => session.Notices.NewestAsync(10));

    /// <summary>Titles of the articles of what was received, in order.</summary>
    public IReadOnlyList<string> Titles() => [.. Receiver.Calls.SelectMany(TitlesOf)];

    public static IEnumerable<string> TitlesOf(ReceivedCall call) => call.Json.GetProperty("articles").EnumerateArray().Select(article => article.GetProperty("title").GetString()!);

    /// <summary>Runs at each next attempt of the first call until it waits no more; returns the pauses between.</summary>
    public async Task<IReadOnlyList<TimeSpan>> RunUntilSettledAsync()
    {
        var pauses = new List<TimeSpan>();
        await Run.RunAsync();
        while ((await CallsAsync())[0].NextAttemptAt is { } next)
        {
            pauses.Add(next - Time.GetUtcNow());
            Time.Set(next);
            await Run.RunAsync();
        }
        return pauses;
    }
}
