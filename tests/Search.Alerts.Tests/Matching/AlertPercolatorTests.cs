using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Stages;

namespace Search.Alerts.Tests.Matching;

/// <summary>What saved queries find, by the percolator, and that it keeps up with the alerts.</summary>
public sealed class AlertPercolatorTests : MatcherTests, IDisposable
{
    private readonly AlertWorld _world = new();
    private readonly AlertPercolator _percolator = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_alert_is_found_from_when_it_is_made_until_it_is_deleted()
    {
        Assert.Empty(await FindAsync(Article(0, "Qalamoun")));
        var alert = await _world.AddAlertAsync();
        Assert.Equal([(alert.AlertId, 1)], await FindAsync(Article(0, "Qalamoun")));
        await _world.Editor.RemoveAsync(alert.AlertId);
        Assert.Empty(await FindAsync(Article(0, "Qalamoun")));
        Assert.Equal(0, _percolator.Count);
    }

    [Fact]
    public async Task An_edited_query_finds_what_arrives_after_the_edit_and_the_earlier_one_what_came_before()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Weather");
        await FollowAsync();
        await EditAsync(alert, "Arsal");

        Assert.Equal([(alert.AlertId, 1)], await FindAsync(Article(0, "Qalamoun and Arsal")));
        Assert.Equal([(alert.AlertId, 2)], await FindAsync(Article(1, "Qalamoun and Arsal")));
    }

    [Fact]
    public async Task A_version_whose_stretch_lies_behind_is_given_up()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Weather");
        await EditAsync(alert, "Arsal");
        await FollowAsync();
        Assert.Equal(2, _percolator.Count);

        await _world.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 0, 1));
        await FollowAsync();

        Assert.Equal(1, _percolator.Count);
        Assert.Equal([(alert.AlertId, 2)], await FindAsync(Article(1, "Qalamoun and Arsal")));
    }

    [Fact]
    public async Task An_edit_of_a_query_with_a_version_long_over_sends_no_batch_back()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Weather");
        await EditAsync(alert, "Arsal");
        await _world.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 0, 1));
        await _world.IngestAsync("2", "More weather");
        await FollowAsync();

        await EditAsync(alert, "Flita");

        await using var session = await _world.Database.BeginReadAsync();
        Assert.False(await _percolator.MissesAsync(session, 2));
    }

    [Fact]
    public async Task A_cursor_that_was_put_back_brings_earlier_versions_back()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Weather");
        await EditAsync(alert, "Arsal");
        await _world.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 0, 1));
        await FollowAsync();
        await _world.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 1, 0));

        Assert.Equal([(alert.AlertId, 1)], await FindAsync(Article(0, "Qalamoun and Arsal")));
    }

    [Fact]
    public async Task A_query_that_was_mended_is_broken_no_more()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alert.AlertId, alert.ToDraft() with { Query = "Qalamoun AND" }));
        Assert.Equal(2, Assert.Single((await MatchAsync(Article(0, "Qalamoun"))).Broken).Query.Version);
        await EditAsync(alert, "Arsal");

        var outcome = await MatchAsync(Article(0, "Qalamoun and Arsal"));

        Assert.Empty(outcome.Broken);
        Assert.Equal(3, Assert.Single(outcome.Found).Query.Version);
    }

    [Fact]
    public async Task Alerts_that_change_all_the_time_are_followed_without_missing_one()
    {
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var at = 0; at < 20; at++)
            {
                var alert = await _world.AddAlertAsync($"{writer}-{at}", $"word{writer}x{at}");
                if (at % 3 == 0)
                    await EditAsync(alert, $"other{writer}x{at}");
                if (at % 5 == 4)
                    await _world.Editor.RemoveAsync(alert.AlertId);
            }
        })).ToList();
        while (writers.Exists(writer => !writer.IsCompleted))
            await FollowAsync();
        await Task.WhenAll(writers);
        await FollowAsync();

        var anew = new AlertPercolator();
        await FollowAsync(anew);
        // Versions that covered nothing, since nothing arrived, count in neither.
        var words = string.Join(' ', Enumerable.Range(0, 3).SelectMany(writer => Enumerable.Range(0, 20).Select(at => $"word{writer}x{at} other{writer}x{at}")));
        Assert.Equal(48, (await FindAsync(Article(0, words))).Count);
        Assert.Equal(anew.Count, _percolator.Count);
    }

    internal override async Task<MatchOutcome> MatchAsync(IReadOnlyList<Article> articles, params IReadOnlyList<AlertVersion> versions)
    {
        await _world.ExecuteAsync("UPDATE alert SET deleted_at = created_at WHERE deleted_at IS NULL");
        foreach (var version in versions)
        {
            var alert = await _world.AddAlertAsync(query: "placeholder");
            var filters = System.Text.Json.JsonSerializer.Serialize(version.Filters).Replace("'", "''", StringComparison.Ordinal);
            await _world.ExecuteAsync(
                $"UPDATE alert_version SET query = '{version.Query.Replace("'", "''", StringComparison.Ordinal)}', filters = '{filters}' WHERE alert_id = {alert.AlertId}");
        }
        var percolator = new AlertPercolator();
        await FollowAsync(percolator);
        return percolator.Match(articles, CancellationToken.None);
    }

    private async Task<MatchOutcome> MatchAsync(Article article)
    {
        await FollowAsync();
        return _percolator.Match([article], CancellationToken.None);
    }

    private async Task<IReadOnlyList<(long AlertId, int Version)>> FindAsync(Article article) =>
        [.. (await MatchAsync(article)).Found.Select(found => (found.Query.AlertId, found.Query.Version))];

    private Task FollowAsync() => FollowAsync(_percolator);

    private async Task FollowAsync(AlertPercolator percolator)
    {
        await using var session = await _world.Database.BeginReadAsync();
        await percolator.FollowAsync(session, await session.Cursors.ReadAsync(Stage.Match));
    }

    private async Task EditAsync(Alert alert, string query)
    {
        var request = new Search.Alerts.Editing.AlertRequest { Name = alert.Name, Query = query, To = [], Operator = true };
        Assert.True((await _world.Editor.UpdateAsync(alert.AlertId, request)).IsStored);
    }
}
