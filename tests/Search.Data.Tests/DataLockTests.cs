using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Testing;

namespace Search.Data.Tests;

/// <summary>SEARCH_SEED tries other pauses.</summary>
public sealed class DataLockTests : IDisposable
{
    private const int Limit = 7;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("SEARCH_SEED"), out var seed) ? seed : 1;

    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task No_cursor_skips_an_article_while_many_write()
    {
        var race = new CursorRace(_data, Seed)
        {
            Write = IngestAsync,
            Cursors = [SeqsAfterAsync, SeqsAfterAsync, SeqsAfterAsync],
        };
        await race.RunAsync();
    }

    [Fact]
    public async Task No_cursor_skips_a_match_while_many_record_them()
    {
        var (alert, reader, articles) = await AlertWithArticlesAsync(600);
        var left = new Queue<IngestResult>(articles);
        var race = new CursorRace(_data, Seed)
        {
            Write = (session, _, turn) => RecordAsync(session, alert, left, 1 + (turn % 3)),
            Cursors =
            [
                async (session, after) => [.. (await session.Matches.ToTellAfterAsync(alert.AlertId, after, Limit)).Select(match => match.MatchId)],
                async (session, after) => [.. (await session.Matches.UntoldAsync(alert.AlertId, reader.RecipientId, after)).Select(match => match.MatchId)],
            ],
        };
        await race.RunAsync();
    }

    [Fact]
    public async Task An_article_that_was_stored_first_is_there_before_a_later_one()
    {
        using var other = _data.OpenAgain();
        await using var first = await _data.Database.BeginWriteAsync();
        await first.Articles.IngestAsync(Drafts.Article("https://example.org/first"));
        var second = Task.Run(() => IngestAsync(other, "https://example.org/second"), first.Cancellation);

        await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(300), first.Cancellation));

        Assert.Empty(await ArticlesAsync());
        await first.CommitAsync();
        await second;
        Assert.Equal(["https://example.org/first", "https://example.org/second"], (await ArticlesAsync()).Select(article => article.Url));
    }

    [Fact]
    public async Task A_match_that_was_recorded_first_is_there_before_a_later_one()
    {
        var (alert, _, articles) = await AlertWithArticlesAsync(2);
        using var other = _data.OpenAgain();
        await using var first = await _data.Database.BeginWriteAsync();
        await first.Matches.AddAsync([Drafts.Match(alert, articles[0])]);
        var second = Task.Run(() => RecordAsync(other, alert, articles[1]), first.Cancellation);

        await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(300), first.Cancellation));

        Assert.Empty(await OfAlertAsync(alert));
        await first.CommitAsync();
        await second;
        Assert.Equal(articles.Select(article => article.Seq), (await OfAlertAsync(alert)).Select(match => match.Seq));
    }

    private Task<IReadOnlyList<Article>> ArticlesAsync() => _data.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, Limit));

    private Task<IReadOnlyList<Match>> OfAlertAsync(Alert alert) => _data.Database.ReadAsync(session => session.Matches.OfAlertAsync(alert.AlertId));

    private static Task IngestAsync(Database database, string url) => database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article(url)));

    /// <summary>New articles, revisions of articles that all writers share, and takedowns, several in a transaction.</summary>
    private static async Task IngestAsync(DataSession session, int writer, int turn)
    {
        for (var at = 0; at <= turn % 3; at++)
            await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{writer}/{turn}/{at}"));
        var shared = await session.Articles.IngestAsync(Drafts.Article($"https://example.org/shared/{turn % 5}", body: $"As {writer} wrote it, {turn}."));
        if (turn % 6 == 5)
            await session.Articles.TakeDownAsync(shared.Id, "asked for");
    }

    private static async Task<IReadOnlyList<long>> SeqsAfterAsync(DataSession session, long after) =>
        [.. (await session.Articles.ReadAfterAsync(after, Limit)).Select(article => article.Seq)];

    private static Task RecordAsync(Database database, Alert alert, IngestResult article) =>
        database.WriteAsync(session => session.Matches.AddAsync([Drafts.Match(alert, article)]));

    private static async Task RecordAsync(DataSession session, Alert alert, Queue<IngestResult> left, int count)
    {
        for (var at = 0; at < count; at++)
        {
            IngestResult article;
            lock (left)
                article = left.Dequeue();
            await session.Matches.AddAsync([Drafts.Match(alert, article)]);
        }
    }

    private Task<(Alert Alert, Recipient Reader, IReadOnlyList<IngestResult> Articles)> AlertWithArticlesAsync(int count) => _data.Database.WriteAsync(async session =>
    {
        var reader = await session.Recipients.EnsureAsync("reader@example.org", isOperator: true);
        var alert = await session.Alerts.AddAsync(Drafts.Alert(), reader.RecipientId);
        var articles = new List<IngestResult>();
        for (var at = 0; at < count; at++)
            articles.Add(await session.Articles.IngestAsync(Drafts.Article($"https://example.org/{at}")));
        return (alert, reader, (IReadOnlyList<IngestResult>)articles);
    });
}
