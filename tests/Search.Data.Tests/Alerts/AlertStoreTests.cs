using Search.Data.Alerts;
using Search.Data.Stages;
using Search.Testing;

namespace Search.Data.Tests.Alerts;

public sealed class AlertStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_alert_comes_back_as_it_was_set()
    {
        var draft = Drafts.Alert() with
        {
            Filters = new AlertFilters { Languages = ["ar", "en"], Sources = ["Syria Direct"] },
            Note = "for the desk",
            Zone = "Asia/Beirut",
            Rate = "daily 07:00",
            QuietFrom = new TimeOnly(22, 0),
            QuietTo = new TimeOnly(6, 30),
            TellAgain = true,
        };

        var alert = await AddAsync(draft);

        Assert.Equal(draft, alert.ToDraft());
        Assert.Equal(1, alert.Version);
        Assert.Equal(32, alert.Id.Length);
        Assert.Equal(alert, await _data.Database.ReadAsync(session => session.Alerts.FindAsync(alert.Id)));
    }

    [Fact]
    public async Task A_new_alert_covers_what_arrives_after_it()
    {
        await IngestAsync("https://example.org/1");
        var alert = await AddAsync(Drafts.Alert());

        var version = Assert.Single(await VersionsAsync(alert));

        Assert.False(version.Covers(1));
        Assert.True(version.Covers(2));
        Assert.Null(alert.BackfillSeq);
    }

    [Fact]
    public async Task The_past_that_was_asked_for_is_left_as_a_backfill_where_the_matcher_is_past_it()
    {
        await IngestAsync("https://example.org/1");
        _data.Time.Advance(TimeSpan.FromDays(10));
        await IngestAsync("https://example.org/2");
        await _data.Database.WriteAsync(session => session.Cursors.AdvanceAsync(Stage.Match, 0, 2));
        await IngestAsync("https://example.org/3");

        var alert = await AddAsync(Drafts.Alert(), past: _data.Time.GetUtcNow().AddDays(-7));

        Assert.Equal((1L, 2L), (alert.BackfillSeq, alert.BackfillUntil));
        Assert.True(await _data.Database.WriteAsync(session => session.Alerts.AdvanceBackfillAsync(alert.AlertId, 1, 2)));
        Assert.False(await _data.Database.WriteAsync(session => session.Alerts.AdvanceBackfillAsync(alert.AlertId, 1, 2)));
        Assert.Empty(await _data.Database.ReadAsync(session => session.Alerts.BackfillsAsync()));
    }

    [Fact]
    public async Task An_edited_query_is_a_version_of_its_own_bounded_by_what_had_arrived()
    {
        var alert = await AddAsync(Drafts.Alert());
        await IngestAsync("https://example.org/1");
        await _data.Database.WriteAsync(session => session.Alerts.MarkBrokenAsync(alert.AlertId, "too many clauses"));
        var renamed = await UpdateAsync(alert, Drafts.Alert("Another name"));
        var edited = await UpdateAsync(alert, Drafts.Alert("Another name", "Zabadani"));

        Assert.Equal(("too many clauses", 1), (renamed.BrokenReason!, renamed.Version));
        Assert.Equal((null, 2), (edited.BrokenReason, edited.Version));
        Assert.Equal([(0L, 1L), (1L, null)], (await VersionsAsync(alert)).Select(version => (version.BeganSeq, version.EndedSeq)));
        Assert.Equal([1, 2], (await CoveringAsync(0, 5)).Select(version => version.Version));
        Assert.Equal([2], (await CoveringAsync(1, 5)).Select(version => version.Version));
        Assert.Equal([1], (await CoveringAsync(0, 1)).Select(version => version.Version));
    }

    [Fact]
    public async Task A_pause_ends_by_itself_or_by_resuming()
    {
        var alert = await AddAsync(Drafts.Alert());
        var now = _data.Time.GetUtcNow();
        await _data.Database.WriteAsync(session => session.Alerts.PauseAsync(alert.AlertId, PauseMode.Discard, now.AddHours(1)));
        var paused = (await FindAsync(alert))!;
        Assert.Equal(PauseMode.Discard, paused.PauseMode);
        Assert.True(paused.IsPaused(now));
        Assert.False(paused.IsPaused(now.AddHours(1)));

        await _data.Database.WriteAsync(session => session.Alerts.ResumeAsync(alert.AlertId));
        Assert.False((await FindAsync(alert))!.IsPaused(now));
    }

    [Fact]
    public async Task A_deleted_alert_is_listed_and_matched_no_more()
    {
        var alert = await AddAsync(Drafts.Alert());
        await _data.Database.WriteAsync(session => session.Alerts.DeleteAsync(alert.AlertId));

        Assert.Empty(await _data.Database.ReadAsync(session => session.Alerts.ListAsync()));
        Assert.Empty(await CoveringAsync(0, 5));
        Assert.NotNull((await FindAsync(alert))!.DeletedAt);
    }

    [Fact]
    public async Task An_alert_is_found_as_a_person_types_it()
    {
        var alert = await AddAsync(Drafts.Alert());
        Assert.Single(await ByNameAsync("qalamoun"));
        Assert.Single(await ByNameAsync(alert.Id[..6]));
        Assert.Empty(await ByNameAsync(alert.Id[..3]));
        Assert.Empty(await ByNameAsync("____"));
    }

    /// <summary>With a hundred thousand alerts and no statistics yet, PostgreSQL looked through all of them for each.</summary>
    [Fact]
    public async Task Where_a_version_ends_is_looked_up_among_its_own_alert_s_versions_on_a_server_without_statistics()
    {
        for (var number = 0; number < 10; number++)
            await AddAsync(Drafts.Alert($"Alert {number}"));
        await _data.ExecuteAsync(
            """
            WITH RECURSIVE numbers (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < 2000)
            INSERT INTO alert_version (alert_id, version, query, filters, zone, began_seq, began_at)
            SELECT v.alert_id, number, v.query, v.filters, v.zone, v.began_seq, v.began_at FROM alert_version v CROSS JOIN numbers
            """);

        var plan = await _data.PlanAsync(AlertStore.VersionsCoveringStatement(0));

        Assert.Contains("alert_version", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("alert_version_began", plan, StringComparison.Ordinal);
    }

    private Task<Alert> AddAsync(AlertDraft draft, DateTimeOffset? past = null) => _data.Database.WriteAsync(async session =>
    {
        var owner = await session.Recipients.EnsureAsync("owner@example.org", isOperator: true);
        return await session.Alerts.AddAsync(draft, owner.RecipientId, past);
    });

    private Task IngestAsync(string url) => _data.Database.WriteAsync(session => session.Articles.IngestAsync(Drafts.Article(url)));

    private async Task<Alert> UpdateAsync(Alert alert, AlertDraft draft) =>
        (await _data.Database.WriteAsync(session => session.Alerts.UpdateAsync(alert.AlertId, draft)))!;

    private Task<Alert?> FindAsync(Alert alert) => _data.Database.ReadAsync(session => session.Alerts.FindAsync(alert.AlertId));

    private Task<IReadOnlyList<AlertVersion>> VersionsAsync(Alert alert) =>
        _data.Database.ReadAsync(session => session.Alerts.VersionsAsync(alert.AlertId));

    private Task<IReadOnlyList<AlertVersion>> CoveringAsync(long after, long to) =>
        _data.Database.ReadAsync(session => session.Alerts.VersionsCoveringAsync(after, to));

    private Task<IReadOnlyList<Alert>> ByNameAsync(string name) => _data.Database.ReadAsync(session => session.Alerts.FindByNameAsync(name));
}
