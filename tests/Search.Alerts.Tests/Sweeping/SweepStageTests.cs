using System.Globalization;
using Search.Alerts.Matching;
using Search.Alerts.Sweeping;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Alerts.Tests.Sweeping;

public sealed class SweepStageTests : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly MemoryDirectory _directory = new();

    public void Dispose()
    {
        _directory.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task What_matching_found_is_all_that_a_sweep_finds()
    {
        await _world.AddAlertAsync("q", "Qalamoun AND incursion");
        await _world.AddAlertAsync("recent", "Qalamoun published:[now-7d TO now]");
        await _world.IngestAsync("1", "Qalamoun", "An incursion.", draft => draft with { Published = _world.Time.GetUtcNow().AddDays(-6) });
        await _world.IngestAsync("2", "Qalamoun", "Quiet.", draft => draft with { Published = _world.Time.GetUtcNow().AddDays(-8) });
        await MatchStage().RunAsync();
        _world.Time.Advance(TimeSpan.FromDays(10));

        var report = await SweepAsync();

        Assert.Equal((2, 0L, 2L, 0), (report.Alerts, report.After, report.To, report.Missed));
        Assert.Equal((0, 2L, 2L), await SweepAsync() is var again ? (again.Missed, again.After, again.To) : default);
    }

    [Fact]
    public async Task What_matching_missed_is_recorded_told_once_and_called_a_fault()
    {
        var alert = await _world.AddAlertAsync("q", "Qalamoun");
        for (var at = 0; at < 9; at++)
            await _world.IngestAsync(at.ToString(CultureInfo.InvariantCulture), "Qalamoun " + at);
        // A matcher that loses every third article.
        var percolator = new AlertPercolator();
        await new MatchStage(_world.Database, percolator, (articles, cancellation) =>
        {
            var outcome = percolator.Match(articles, cancellation);
            return outcome with { Found = [.. outcome.Found.Where(found => found.Article.Seq % 3 != 0)] };
        }).RunAsync();
        Assert.Equal(6, (await _world.MatchesAsync(alert)).Count);

        var report = await SweepAsync();

        Assert.Equal(3, report.Missed);
        Assert.Equal("q: 3 matches had been missed", Assert.Single(report.Faults));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9], (await _world.MatchesAsync(alert)).Select(match => match.Seq).Order());
        Assert.Equal((AlertEventKind.Swept, "3"), (await EventsAsync(alert))[0] is var swept ? (swept.Kind, swept.Detail) : default);
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(9, (await _world.Digest.RunAsync()).Articles);
        Assert.Equal(0, (await SweepAsync(whole: true)).Missed);
    }

    [Fact]
    public async Task Each_version_of_a_query_is_held_to_its_own_stretch_and_the_past_of_a_new_alert_is_not_missed()
    {
        var alert = await _world.AddAlertAsync("q", "Qalamoun");
        await _world.IngestAsync("1", "Qalamoun");
        await _world.IngestAsync("2", "Arsal");
        await _world.Editor.UpdateAsync(alert.AlertId, new() { Name = "q", Query = "Arsal", To = [] });
        await _world.IngestAsync("3", "Qalamoun");
        await _world.IngestAsync("4", "Arsal");
        await MatchStage().RunAsync();
        await _world.AddAlertAsync("late", "Qalamoun OR Arsal");
        await _world.AddAlertAsync("with its past", "Qalamoun", request => request with { PastDays = 7 });

        Assert.Equal(0, (await SweepAsync()).Missed);
        Assert.Equal([1L, 4], (await _world.MatchesAsync(alert)).Select(match => match.Seq));
    }

    [Fact]
    public async Task A_query_that_can_no_longer_run_is_marked_and_its_owner_is_told_once()
    {
        var alert = await _world.AddAlertAsync("q", "Qalamoun");
        // As a later program finds a query that it no longer understands.
        await _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alert.AlertId, alert.ToDraft() with { Query = "Qalamoun AND" }));
        await _world.IngestAsync("1", "Qalamoun");
        await new MatchStage(_world.Database, new AlertPercolator(), (_, _) => new MatchOutcome([], [])).RunAsync();

        Assert.Single((await SweepAsync(whole: true)).Broken);
        Assert.Single((await SweepAsync(whole: true)).Broken);

        Assert.NotNull((await AlertAsync(alert)).BrokenReason);
        var notice = Assert.Single(await _world.Database.ReadAsync(session => session.Notices.NewestAsync(10)));
        Assert.Equal((NoticeKind.AlertBroken, "q", alert.OwnerId), (notice.Kind, notice.About, notice.RecipientId));
        Assert.Equal([AlertEventKind.Broken, AlertEventKind.Added, AlertEventKind.Created], (await EventsAsync(alert)).Select(line => line.Kind));
    }

    [Fact]
    public async Task A_query_that_runs_again_is_no_longer_marked()
    {
        var alert = await _world.AddAlertAsync("q", "Qalamoun");
        await _world.IngestAsync("1", "Arsal");
        await MatchStage().RunAsync();
        await _world.Database.WriteAsync(session => session.Alerts.MarkBrokenAsync(alert.AlertId, "not understood by an earlier program"));

        await SweepAsync();

        Assert.Null((await AlertAsync(alert)).BrokenReason);
        Assert.Equal(AlertEventKind.Mended, (await EventsAsync(alert))[0].Kind);
    }

    [Fact]
    public async Task A_sweep_looks_no_further_than_matching_and_the_index_have_come()
    {
        await _world.AddAlertAsync("q", "Qalamoun");
        await _world.IngestAsync("1", "Qalamoun");
        Assert.Equal((0L, 0), await SweepAsync() is var unmatched ? (unmatched.To, unmatched.Missed) : default);
        await MatchStage().RunAsync();
        await _world.IngestAsync("2", "Qalamoun");
        Assert.Equal((1L, 0), await SweepAsync() is var first ? (first.To, first.Missed) : default);
        await MatchStage().RunAsync();
        Assert.Equal((2L, 0), await SweepAsync() is var second ? (second.To, second.Missed) : default);
    }

    [Fact]
    public async Task An_article_that_was_taken_down_is_not_added_by_a_sweep()
    {
        var alert = await _world.AddAlertAsync("q", "Qalamoun");
        var article = await _world.IngestAsync("1", "Qalamoun");
        await new MatchStage(_world.Database, new AlertPercolator(), (_, _) => new MatchOutcome([], [])).RunAsync();
        await IndexAsync();
        await _world.Database.WriteAsync(session => session.Articles.TakeDownAsync(article.Id, "asked for"));
        using var searcher = new ArticleSearcher(_directory, _world.Time);

        Assert.Equal(0, (await new SweepStage(_world.Database, searcher).RunAsync()).Missed);
        Assert.Empty(await _world.MatchesAsync(alert));
    }

    private MatchStage MatchStage() => new(_world.Database);

    private async Task<SweepReport> SweepAsync(bool whole = false)
    {
        await IndexAsync();
        using var searcher = new ArticleSearcher(_directory, _world.Time);
        return await new SweepStage(_world.Database, searcher).RunAsync(whole);
    }

    private Task<Alert> AlertAsync(Alert alert) => _world.Database.ReadAsync(async session => (await session.Alerts.FindAsync(alert.AlertId))!);

    private Task<IReadOnlyList<AlertEvent>> EventsAsync(Alert alert) => _world.Database.ReadAsync(session => session.AlertEvents.NewestAsync(alert.AlertId, 10));

    /// <summary>The rows as they are now, in an index that says how far it came.</summary>
    private async Task IndexAsync()
    {
        var rows = await _world.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, 1_000));
        using var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = OpenMode.Create });
        foreach (var row in rows.Where(row => row.Current && row.DeletedAt is null))
            writer.AddDocument(ArticleSchema.ToDocument(ArticleTexts.Of(row)));
        writer.Commit(ArticleSchema.Stamp(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ArticleSearcher.CursorKey] = rows.Count == 0 ? "0" : rows[^1].Seq.ToString(CultureInfo.InvariantCulture),
        }));
    }
}
