using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Matches;
using Search.Data.Stages;

namespace Search.Alerts.Tests.Matching;

public sealed class MatchStageTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_arrives_is_matched_once_however_often_the_stage_runs()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Incursion in Qalamoun");
        await _world.IngestAsync("2", "Weather");

        Assert.Equal(new MatchReport(2, 1, []), await RunAsync());
        Assert.Equal((0, 0), await CountsAsync());

        var match = Assert.Single(await _world.MatchesAsync(alert));
        Assert.Equal((1L, 1, MatchState.Pending), (match.Seq, match.Version, match.State));
        Assert.Equal(2, await _world.Database.ReadAsync(session => session.Cursors.ReadAsync(Stage.Match)));
    }

    [Fact]
    public async Task A_replay_of_the_same_rows_records_nothing_twice()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        await RunAsync();
        await _world.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 1, 0));

        Assert.Equal((1, 0), await CountsAsync());
        Assert.Single(await _world.MatchesAsync(alert));
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_the_cursor_and_no_match()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        var killed = new MatchStage(_world.Database, new AlertPercolator(), (_, _) => throw new IOException("killed"));
        await Assert.ThrowsAsync<IOException>(() => killed.RunAsync());
        Assert.Empty(await _world.MatchesAsync(alert));

        Assert.Equal((1, 1), await CountsAsync());
        Assert.Single(await _world.MatchesAsync(alert));
    }

    [Fact]
    public async Task Several_processes_at_once_record_each_match_once()
    {
        var alert = await _world.AddAlertAsync();
        using var other = _world.OpenAgain();
        for (var at = 0; at < 600; at++)
            await _world.IngestAsync($"{at}", $"Qalamoun {at}");

        var reports = await Task.WhenAll(
            Task.Run(() => _world.NewMatchStage().RunAsync()),
            Task.Run(() => _world.NewMatchStage(other).RunAsync()),
            Task.Run(() => _world.NewMatchStage(other).RunAsync()));

        Assert.Equal(600, reports.Sum(report => report.Matches));
        Assert.Equal(600, (await _world.MatchesAsync(alert)).Count);
    }

    [Fact]
    public async Task An_alert_that_is_made_while_a_batch_is_matched_misses_nothing()
    {
        await _world.IngestAsync("1", "Qalamoun");
        Alert? late = null;
        var percolator = new AlertPercolator();
        var stage = new MatchStage(_world.Database, percolator, (articles, cancellation) =>
        {
            late ??= _world.AddAlertAsync(with: request => request with { PastDays = 7 }).GetAwaiter().GetResult();
            return percolator.Match(articles, cancellation);
        });

        await stage.RunAsync();

        Assert.Single(await _world.MatchesAsync(late!));
    }

    [Fact]
    public async Task An_edit_while_a_batch_is_matched_does_not_make_it_begin_again()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        var (percolator, batches) = (new AlertPercolator(), 0);
        var stage = new MatchStage(_world.Database, percolator, (articles, cancellation) =>
        {
            batches++;
            EditAsync(alert, "Arsal").GetAwaiter().GetResult();
            return percolator.Match(articles, cancellation);
        });

        await stage.RunAsync();

        Assert.Equal(1, batches);
        Assert.Equal(1, Assert.Single(await _world.MatchesAsync(alert)).Version);
    }

    [Fact]
    public async Task An_alert_that_is_deleted_while_a_batch_is_matched_gets_nothing()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun");
        var percolator = new AlertPercolator();
        await new MatchStage(_world.Database, percolator, (articles, cancellation) =>
        {
            _world.Editor.RemoveAsync(alert.AlertId, cancellation).GetAwaiter().GetResult();
            return percolator.Match(articles, cancellation);
        }).RunAsync();

        Assert.Empty(await _world.MatchesAsync(alert));
    }

    [Fact]
    public async Task Revisions_of_one_article_in_one_batch_are_one_to_be_told_and_repeats()
    {
        var alert = await _world.AddAlertAsync();
        var again = await _world.AddAlertAsync("again", with: request => request with { TellAgain = true });
        foreach (var title in (string[])["Qalamoun", "Qalamoun, corrected", "Qalamoun, corrected twice"])
            await _world.IngestAsync("1", title);

        await RunAsync();

        Assert.Equal([MatchState.Pending, MatchState.Repeat, MatchState.Repeat], (await _world.MatchesAsync(alert)).Select(match => match.State));
        Assert.Equal([MatchState.Pending, MatchState.Pending, MatchState.Pending], (await _world.MatchesAsync(again)).Select(match => match.State));
    }

    [Fact]
    public async Task More_matches_than_one_statement_takes_are_recorded_in_the_order_of_arrival()
    {
        var alerts = new List<Alert>();
        for (var at = 0; at < 12; at++)
            alerts.Add(await _world.AddAlertAsync($"{at}"));
        for (var at = 0; at < 250; at++)
            await _world.IngestAsync($"{at}", $"Qalamoun {at}");

        Assert.Equal((250, 3_000), await CountsAsync());

        foreach (var alert in alerts)
            Assert.Equal(Enumerable.Range(1, 250).Select(seq => (long)seq), (await _world.MatchesAsync(alert)).Select(match => match.Seq));
    }

    [Fact]
    public async Task The_past_is_matched_only_when_asked_for_and_only_so_far()
    {
        await _world.IngestAsync("1", "Qalamoun long ago");
        _world.Time.Advance(TimeSpan.FromDays(10));
        await _world.IngestAsync("2", "Qalamoun lately");
        await RunAsync();

        var without = await _world.AddAlertAsync("without");
        var with = await _world.AddAlertAsync("with", with: request => request with { PastDays = 7 });
        await RunAsync();

        Assert.Empty(await _world.MatchesAsync(without));
        Assert.Equal(2, Assert.Single(await _world.MatchesAsync(with)).Seq);
        Assert.Null((await FindAsync(with)).BackfillSeq);
    }

    [Fact]
    public async Task Each_version_of_a_query_covers_its_own_stretch()
    {
        var alert = await _world.AddAlertAsync(query: "Qalamoun");
        await _world.IngestAsync("1", "Qalamoun before the edit");
        await _world.IngestAsync("2", "Zabadani before the edit");
        await EditAsync(alert, "Zabadani");
        await _world.IngestAsync("3", "Qalamoun after the edit");
        await _world.IngestAsync("4", "Zabadani after the edit");

        await RunAsync();

        Assert.Equal([(1L, 1), (4L, 2)], (await _world.MatchesAsync(alert)).Select(match => (match.Seq, match.Version)));
    }

    [Fact]
    public async Task A_broken_query_is_marked_with_its_reason_and_the_others_go_on()
    {
        var broken = await _world.AddAlertAsync("bad");
        var good = await _world.AddAlertAsync();
        await BreakAsync(broken);
        await _world.IngestAsync("1", "broken Qalamoun");

        var report = await _world.Match.RunAsync();

        var reason = (await FindAsync(broken)).BrokenReason;
        Assert.StartsWith("Character", reason, StringComparison.Ordinal);
        Assert.Equal([$"bad: {reason}"], report.Broken);
        Assert.Single(await _world.MatchesAsync(good));
        await EditAsync(broken, "Qalamoun");
        Assert.Null((await FindAsync(broken)).BrokenReason);
    }

    [Theory]
    [InlineData(PauseMode.Collect, MatchState.Pending)]
    [InlineData(PauseMode.Discard, MatchState.Discarded)]
    public async Task A_pause_collects_or_discards(PauseMode mode, MatchState expected)
    {
        var alert = await _world.AddAlertAsync();
        await _world.Editor.PauseAsync(alert.AlertId, mode);
        await _world.IngestAsync("1", "Qalamoun");
        await RunAsync();
        Assert.Equal(expected, Assert.Single(await _world.MatchesAsync(alert)).State);
    }

    [Fact]
    public async Task An_alert_that_is_off_records_and_tells_nothing()
    {
        var alert = await _world.AddAlertAsync(with: request => request with { Rate = "off" });
        await _world.IngestAsync("1", "Qalamoun");
        await _world.TellAsync();
        Assert.Equal(MatchState.Discarded, Assert.Single(await _world.MatchesAsync(alert)).State);
        Assert.Empty(await _world.OutboxAsync());
    }

    [Theory]
    [InlineData(false, new[] { MatchState.Pending, MatchState.Repeat })]
    [InlineData(true, new[] { MatchState.Pending, MatchState.Pending })]
    public async Task A_later_revision_is_told_again_only_when_asked_for(bool tellAgain, MatchState[] expected)
    {
        var alert = await _world.AddAlertAsync(with: request => request with { TellAgain = tellAgain });
        await _world.IngestAsync("1", "Qalamoun");
        await RunAsync();
        await _world.IngestAsync("1", "Qalamoun, corrected");
        await RunAsync();
        Assert.Equal(expected, (await _world.MatchesAsync(alert)).Select(match => match.State));
    }

    [Fact]
    public async Task A_revision_that_is_the_first_to_match_is_told()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Weather");
        await _world.IngestAsync("1", "Weather in Qalamoun");
        await RunAsync();
        var match = Assert.Single(await _world.MatchesAsync(alert));
        Assert.Equal((2, MatchState.Pending), (match.Revision, match.State));
    }

    [Fact]
    public async Task A_late_dated_article_matches_when_it_arrives()
    {
        var alert = await _world.AddAlertAsync();
        await _world.IngestAsync("1", "Qalamoun", with: draft => draft with { Published = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        await RunAsync();
        Assert.Single(await _world.MatchesAsync(alert));
    }

    [Fact]
    public async Task A_deleted_alert_matches_no_more()
    {
        var alert = await _world.AddAlertAsync();
        await _world.Editor.RemoveAsync(alert.AlertId);
        await _world.IngestAsync("1", "Qalamoun");
        await RunAsync();
        Assert.Empty(await _world.MatchesAsync(alert));
    }

    private async Task<MatchReport> RunAsync()
    {
        var report = await _world.Match.RunAsync();
        return report with { Broken = [] };
    }

    private async Task<(int Articles, int Matches)> CountsAsync()
    {
        var report = await _world.Match.RunAsync();
        return (report.Articles, report.Matches);
    }

    private async Task EditAsync(Alert alert, string query)
    {
        var request = new Search.Alerts.Editing.AlertRequest { Name = alert.Name, Query = query, To = [], Operator = true };
        Assert.True((await _world.Editor.UpdateAsync(alert.AlertId, request)).IsStored);
    }

    /// <summary>As a later program finds a query that it no longer understands.</summary>
    private Task BreakAsync(Alert alert) =>
        _world.Database.WriteAsync(session => session.Alerts.UpdateAsync(alert.AlertId, alert.ToDraft() with { Query = "Qalamoun AND" }));

    private async Task<Alert> FindAsync(Alert alert) => (await _world.Database.ReadAsync(session => session.Alerts.FindAsync(alert.AlertId)))!;
}
