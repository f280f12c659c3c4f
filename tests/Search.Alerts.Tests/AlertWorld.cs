using Search.Alerts.Delivery;
using Search.Alerts.Digests;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Alerts.Matching;
using Search.Data;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests;

/// <summary>A database with alerts and articles, and the stages over it.</summary>
internal sealed class AlertWorld : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public AlertWorld(AlertSettings? settings = null)
    {
        Settings = settings ?? new AlertSettings { From = Mailbox.Parse("Search <search@example.org>"), LocalUrl = new Uri("http://127.0.0.1:5080") };
        Match = NewMatchStage();
        Digest = new DigestStage(Database, Settings);
        Delivery = new DeliveryStage(Database, Transport, Settings);
        Editor = new AlertEditor(Database);
    }

    public AlertSettings Settings { get; }

    public Database Database => _data.Database;

    /// <summary>The files of the database; none on PostgreSQL.</summary>
    public IEnumerable<string> Files => _data.Files;

    public Database OpenAgain() => _data.OpenAgain();

    /// <inheritdoc cref="TemporaryDatabase.ExecuteAsync"/>
    public Task ExecuteAsync(string sql) => _data.ExecuteAsync(sql);

    public ManualTime Time => _data.Time;

    public RecordingTransport Transport { get; } = new();

    public MatchStage Match { get; }

    public DigestStage Digest { get; }

    public DeliveryStage Delivery { get; }

    public AlertEditor Editor { get; }

    public MatchStage NewMatchStage(Database? database = null) => new(database ?? Database);

    public void Dispose() => _data.Dispose();

    public async Task<Alert> AddAlertAsync(string name = "Qalamoun", string query = "Qalamoun", Func<AlertRequest, AlertRequest>? with = null)
    {
        var request = new AlertRequest { Name = name, Query = query, To = ["owner@example.org"], Operator = true };
        var outcome = await Editor.AddAsync(with is null ? request : with(request));
        Assert.True(outcome.IsStored, string.Join("; ", outcome.Problems));
        return outcome.Alert;
    }

    public Task<IngestResult> IngestAsync(string url, string title, string body = "", Func<ArticleDraft, ArticleDraft>? with = null)
    {
        var draft = new ArticleDraft { Url = "https://news.example/" + url, Title = title, Body = body, Source = "Syria Direct", Language = "en" };
        return Database.WriteAsync(session => session.Articles.IngestAsync(with is null ? draft : with(draft)));
    }

    /// <summary>All matches of an alert.</summary>
    public Task<IReadOnlyList<Match>> MatchesAsync(Alert alert) => Database.ReadAsync(session => session.Matches.OfAlertAsync(alert.AlertId));

    /// <summary>All mails, oldest first, with bytes.</summary>
    public Task<IReadOnlyList<OutboxMessage>> OutboxAsync() => Database.ReadAsync(async session =>
    {
        var mails = new List<OutboxMessage>();
        foreach (var mail in (await session.Outbox.NewestAsync(1000)).Reverse())
            mails.Add((await session.Outbox.FindAsync(mail.OutboxId))!);
        return (IReadOnlyList<OutboxMessage>)mails;
    });

    public Task<IReadOnlyList<OutboxItem>> ItemsAsync(OutboxMessage mail) => Database.ReadAsync(session => session.Outbox.ItemsAsync(mail.OutboxId));

    /// <summary>Matches, and composes what is due after the pool of immediate alerts.</summary>
    public async Task<DigestReport> TellAsync()
    {
        await Match.RunAsync();
        Time.Advance(TimeSpan.FromSeconds(20));
        return await Digest.RunAsync();
    }
}
