using System.Globalization;
using Search.Alerts.Editing;
using Search.Alerts.Matching;
using Search.Alerts.Sweeping;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Stages;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;
using Xunit.Abstractions;

namespace Search.Alerts.Tests.Sweeping;

/// <summary>Random alerts over random articles, made, edited, deleted, revised and taken down between runs: the percolator misses nothing and finds nothing else.</summary>
public sealed class RandomSweepTests(ITestOutputHelper output) : IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly MemoryDirectory _directory = new();
    private readonly List<Alert> _alerts = [];

    public void Dispose()
    {
        _directory.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task A_sweep_after_the_percolator_finds_nothing_missing_and_an_index_finds_the_same_matches()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var news = new RandomNews(seed);
        for (var round = 0; round < 12; round++)
        {
            for (var at = 0; at < 12; at++)
                await ChangeAsync(news, round);
            for (var at = 0; at < 15; at++)
                await ArticleAsync(news);
            _world.Time.Advance(TimeSpan.FromDays(2));
            if (news.Chance(70))
                await _world.Match.RunAsync();
        }
        await _world.Match.RunAsync();

        var report = await SweepAsync();

        Assert.Equal((0, await LastSeqAsync()), (report.Missed, report.To));
        Assert.Empty(report.Broken);
        Assert.NotEqual(0, await CompareAsync());
    }

    private async Task ChangeAsync(RandomNews news, int round)
    {
        if (_alerts.Count == 0 || news.Chance(70))
            _alerts.Add(await _world.AddAlertAsync($"alert {_alerts.Count}", news.Query(), request => request with { PastDays = news.Chance(25) ? 5 : 0 }));
        else if (_alerts[news.Next(_alerts.Count)] is var alert && news.Chance(80))
            await _world.Editor.UpdateAsync(alert.AlertId, new AlertRequest { Name = alert.Name, Query = news.Query(), To = [], Operator = true });
        else if (round > 0)
            await _world.Editor.RemoveAsync(alert.AlertId);
    }

    /// <summary>New ones, revisions of earlier ones, and now and then one that is taken down.</summary>
    private async Task ArticleAsync(RandomNews news)
    {
        var stored = await _world.IngestAsync(news.Next(60).ToString(CultureInfo.InvariantCulture), news.Text(6), news.Text(40), draft => draft with
        {
            Language = news.Chance(50) ? "en" : null,
            Source = news.Chance(50) ? "Syria Direct" : "elsewhere",
            Published = news.Chance(20) ? null : _world.Time.GetUtcNow().AddDays(-news.Next(20)),
        });
        if (news.Chance(4))
            await _world.Database.WriteAsync(session => session.Articles.TakeDownAsync(stored.Id, "asked for"));
    }

    private Task<long> LastSeqAsync() => _world.Database.ReadAsync(session => session.Cursors.ReadAsync(Stage.Match));

    /// <summary>Every revision that stands against every alert that stands: what is recorded is what an index of the articles finds. How much that is.</summary>
    private async Task<int> CompareAsync()
    {
        var rows = await _world.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, 10_000));
        var standing = rows.Where(row => row.DeletedAt is null).ToList();
        var seqs = standing.Select(row => row.Seq).ToHashSet();
        var compared = 0;
        foreach (var alert in await _world.Database.ReadAsync(session => session.Alerts.ListAsync()))
        {
            var versions = await _world.Database.ReadAsync(session => session.Alerts.VersionsAsync(alert.AlertId));
            var expected = new BatchMatcher(versions).Match(standing, CancellationToken.None).Found.Select(found => (found.Article.Seq, found.Query.Version)).Order();
            var recorded = (await _world.MatchesAsync(alert)).Where(match => seqs.Contains(match.Seq)).Select(match => (match.Seq, match.Version)).Order().ToList();
            Assert.Equal(expected, recorded);
            compared += recorded.Count;
        }
        return compared;
    }

    private async Task<SweepReport> SweepAsync()
    {
        var rows = await _world.Database.ReadAsync(session => session.Articles.ReadAfterAsync(0, 10_000));
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = OpenMode.Create }))
        {
            foreach (var row in rows.Where(row => row.Current && row.DeletedAt is null))
                writer.AddDocument(ArticleSchema.ToDocument(ArticleTexts.Of(row)));
            writer.Commit(ArticleSchema.Stamp(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ArticleSearcher.CursorKey] = rows[^1].Seq.ToString(CultureInfo.InvariantCulture),
            }));
        }
        using var searcher = new ArticleSearcher(_directory, _world.Time);
        return await new SweepStage(_world.Database, searcher).RunAsync(whole: true);
    }
}
