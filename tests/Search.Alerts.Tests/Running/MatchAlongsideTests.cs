using System.Data.Common;
using Search.Alerts.Matching;
using Search.Alerts.Running;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Stages;
using Search.Ingest.Stages;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Alerts.Tests.Running;

/// <summary>Rows are indexed and matched in one go: the index and the matches are what each stage makes on its own, wherever their cursors stand.</summary>
public sealed class MatchAlongsideTests : IDisposable
{
    private const int Articles = 1_200;

    private readonly AlertWorld _world = new();
    private readonly MemoryDirectory _index = new();
    private readonly MemoryDirectory _building = new();

    public void Dispose()
    {
        _building.Dispose();
        _index.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task New_rows_are_indexed_and_matched_as_by_each_stage_alone()
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, Articles);
        var report = await RunAsync();
        Assert.Equal(Articles, report.Articles);
        await AssertCompleteAsync(alerts);
        Assert.Equal(Stage.Match, Assert.Single(await _world.Database.ReadAsync(session => session.Runs.NewestAsync(stage: null, 10))).Stage);
    }

    [Fact]
    public async Task A_matcher_that_is_behind_the_index_catches_up()
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, 400);
        await NewIndex(new SharedDocuments()).CatchUpAsync(TimeSpan.Zero, progress: null, CancellationToken.None);
        await IngestAsync(400, Articles);
        Assert.Equal(Articles, (await RunAsync()).Articles);
        await AssertCompleteAsync(alerts);
    }

    [Fact]
    public async Task An_index_that_is_behind_the_matcher_catches_up_and_doubles_no_match()
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, 400);
        await _world.Match.RunAsync();
        await IngestAsync(400, Articles);
        Assert.Equal(Articles - 400, (await RunAsync()).Articles);
        await AssertCompleteAsync(alerts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_dies_between_the_index_and_the_matcher_loses_and_doubles_nothing(int passing)
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, Articles);
        var passed = 0;
        await Assert.ThrowsAsync<IOException>(() => RunAsync(async (alongside, to, cancellation) =>
        {
            if (++passed == passing)
                throw new IOException("killed");
            await alongside(to, cancellation);
        }));
        await RunAsync();
        await AssertCompleteAsync(alerts);
    }

    [Fact]
    public async Task A_matcher_that_fails_does_not_keep_rows_out_of_the_index_and_is_told()
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, Articles);
        await _world.ExecuteAsync("ALTER TABLE article_match RENAME TO away");
        await Assert.ThrowsAnyAsync<DbException>(RunAsync);
        Assert.Equal(Articles, Found(new MatchAllQuery()));
        await _world.ExecuteAsync("ALTER TABLE away RENAME TO article_match");
        await RunAsync();
        await AssertCompleteAsync(alerts);
    }

    [Fact]
    public async Task A_matcher_that_fails_for_a_moment_catches_up_in_the_same_run_and_says_so()
    {
        var alerts = await AddAlertsAsync();
        await IngestAsync(0, Articles);
        var away = false;
        var report = await RunAsync(async (alongside, to, cancellation) =>
        {
            if (!away)
                await _world.ExecuteAsync("ALTER TABLE article_match RENAME TO away");
            await alongside(to, cancellation);
            if (!away)
                await _world.ExecuteAsync("ALTER TABLE away RENAME TO article_match");
            away = true;
        });
        Assert.Equal(Articles, report.Articles);
        Assert.Contains("article_match", Assert.Single(report.Interruptions), StringComparison.Ordinal);
        await AssertCompleteAsync(alerts);
    }

    [Fact]
    public async Task What_changes_or_goes_between_the_index_and_the_matcher_is_matched_as_it_then_is()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun, first");
        var gone = await _world.IngestAsync("2", "Qalamoun, withdrawn");
        await RunAsync(async (alongside, to, cancellation) =>
        {
            await _world.IngestAsync("1", "Qalamoun, corrected");
            await _world.Database.WriteAsync(session => session.Articles.TakeDownAsync(gone.Id, "asked"), cancellation);
            await alongside(to, cancellation);
        });
        Assert.Equal([1L, 2L], (await _world.MatchesAsync(alert)).Select(match => (long)match.Revision));
        await RunAsync();
        Assert.Equal((1, 0), (Found(new TermQuery(FieldNames.Title, "corrected")), Found(new TermQuery(FieldNames.Title, "withdrawn"))));
    }

    /// <summary>Queries of words, stems, phrases and patterns, in several languages.</summary>
    private async Task<IReadOnlyList<Alert>> AddAlertsAsync()
    {
        var alerts = new List<Alert>();
        foreach (var query in (string[])["Qalamoun", "\"left villages\"", "fighter", "combattant", "القلمون", "tank*", "lang:fr AND Alep"])
            alerts.Add(await _world.AddAlertAsync(query, query));
        return alerts;
    }

    private async Task IngestAsync(int from, int to)
    {
        (string Language, string Title, string Body)[] texts =
        [
            ("en", "Incursion in Qalamoun", "Fighters left villages."),
            ("fr", "L'Iran et Alep", "Les combattants d'Iran ont quitté Alep."),
            ("ar", "معارك في القلمون", "تقدم الجيش في القلمون"),
            ("en", "Weather", "Tanks of rain, tankers of snow."),
        ];
        await _world.Database.WriteAsync(async session =>
        {
            for (var at = from; at < to; at++)
            {
                var (language, title, body) = texts[at % texts.Length];
                await session.Articles.IngestAsync(new ArticleDraft { Url = $"https://news.example/{at}", Title = title, Body = $"{body} {at}", Language = language });
            }
        });
    }

    private Task<MatchReport> RunAsync() => RunAsync((alongside, to, cancellation) => alongside(to, cancellation));

    /// <summary>As a process of its own does it.</summary>
    private async Task<MatchReport> RunAsync(Func<Func<long, CancellationToken, Task>, long, CancellationToken, Task> between)
    {
        var shared = new SharedDocuments();
        using var runner = new AlertRunner(_world.Database, _world.Transport, _world.Settings, shared: shared);
        return await runner.MatchAlongsideAsync(alongside => NewIndex(shared).CatchUpAsync(
            TimeSpan.Zero, progress: null, (to, cancellation) => between(alongside, to, cancellation), CancellationToken.None));
    }

    private IndexAccess NewIndex(SharedDocuments shared) => new(_world.Database, _index, _building) { Shared = shared };

    /// <summary>Every row is in the index, and each alert has what a matcher that looks at all rows at once finds for it.</summary>
    private async Task AssertCompleteAsync(IReadOnlyList<Alert> alerts)
    {
        Assert.Equal(Articles, Found(new MatchAllQuery()));
        Assert.Equal(Articles / 4, Found(new TermQuery(FieldNames.BodyStem, "fighter")));
        var rows = await _world.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, Articles));
        foreach (var alert in alerts)
        {
            var versions = await _world.Database.ReadAsync(session => session.Alerts.VersionsAsync(alert.AlertId));
            var expected = new BatchMatcher(versions).Match(rows, CancellationToken.None).Found.Select(found => found.Article.Seq).Order();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, (await _world.MatchesAsync(alert)).Select(match => match.Seq).Order());
        }
    }

    private int Found(Query query)
    {
        using var reader = DirectoryReader.Open(_index);
        return new IndexSearcher(reader).Count(query);
    }
}
