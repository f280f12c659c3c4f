using Search.Alerts.Matching;
using Search.Data.Alerts;

namespace Search.Alerts.Tests.Matching;

public sealed class QueryPreviewTests : IDisposable
{
    private readonly AlertWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_a_query_would_have_found_is_counted_by_day()
    {
        await _world.IngestAsync("old", "Qalamoun long ago");
        _world.Time.Advance(TimeSpan.FromDays(40));
        await _world.IngestAsync("1", "Qalamoun");
        await _world.IngestAsync("1", "Qalamoun, corrected");
        await _world.IngestAsync("2", "Weather");
        _world.Time.Advance(TimeSpan.FromDays(2));
        await _world.IngestAsync("3", "Incursion in Qalamoun");

        var preview = await RunAsync("qalamoun");

        Assert.Null(preview.Refusal);
        Assert.Equal((2, 3, true), (preview.Total, preview.Searched, preview.Complete));
        Assert.Equal(31, preview.Days.Count);
        Assert.Equal([(28, 1), (30, 1)], preview.Days.Select((day, at) => (at, day.Count)).Where(pair => pair.Count > 0));
        Assert.Equal(["Incursion in Qalamoun", "Qalamoun, corrected"], preview.Newest.Select(article => article.Title));
        Assert.False(preview.TooBroad);
        Assert.Empty(await _world.Database.ReadAsync(session => session.Alerts.ListAsync()));
    }

    [Fact]
    public async Task A_query_that_finds_nearly_everything_is_said_to_be_too_broad()
    {
        for (var at = 0; at < 120; at++)
            await _world.IngestAsync($"{at}", $"the news {at}");
        Assert.True((await RunAsync("news")).TooBroad);
    }

    [Fact]
    public async Task A_query_that_can_be_no_alert_is_refused_with_the_reason() =>
        Assert.NotNull((await RunAsync("NOT Qalamoun")).Refusal);

    private Task<Preview> RunAsync(string query) => new QueryPreview(_world.Database).RunAsync(query, AlertFilters.None);
}
