using Search.Data.Sources;
using Search.Testing;

namespace Search.Data.Tests.Sources;

public sealed class SourceStoreTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_feed_is_added_once_and_due_at_once()
    {
        var id = await AddAsync();
        Assert.NotNull(id);
        Assert.Null(await AddAsync());

        var due = Assert.Single(await ClaimAsync("a"));
        Assert.Equal(id, due.SourceId);
        Assert.Equal(900, due.PollSeconds);
    }

    [Fact]
    public async Task A_claimed_feed_is_given_to_nobody_else_until_its_lease_ends()
    {
        await AddAsync();
        Assert.Single(await ClaimAsync("a"));
        Assert.Empty(await ClaimAsync("b"));
        _data.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Single(await ClaimAsync("b"));
    }

    [Fact]
    public async Task A_poll_that_went_well_keeps_its_validators_and_clears_the_error()
    {
        var id = (await AddAsync())!.Value;
        var next = _data.Time.GetUtcNow().AddMinutes(15);
        await _data.Database.WriteAsync(session => session.Sources.RecordFailureAsync(id, "404 Not Found", next));
        Assert.Equal(("404 Not Found", 1L), ((await FindAsync(id)).LastError!, (await FindAsync(id)).ErrorCount));

        await _data.Database.WriteAsync(session => session.Sources.RecordSuccessAsync(id, new PollSuccess("\"tag\"", "Tue", 2, next)));

        var source = await FindAsync(id);
        Assert.Equal("\"tag\"", source.Etag);
        Assert.Null(source.LastError);
        Assert.Equal(0, source.ErrorCount);
        Assert.Equal(_data.Time.GetUtcNow(), source.LastSuccessAt);
        Assert.Equal(_data.Time.GetUtcNow(), source.LastArticleAt);
        Assert.Empty(await ClaimAsync("a"));
        Assert.Equal(1, await _data.Database.WriteAsync(session => session.Sources.PollSoonAsync()));
        Assert.Single(await ClaimAsync("a"));
    }

    [Fact]
    public async Task A_disabled_feed_is_not_polled_and_a_removed_one_is_gone()
    {
        var id = (await AddAsync())!.Value;
        await _data.Database.WriteAsync(session => session.Sources.SetEnabledAsync(id, enabled: false));
        Assert.Empty(await ClaimAsync("a"));
        Assert.True(await _data.Database.WriteAsync(session => session.Sources.RemoveAsync(id)));
        Assert.Empty(await _data.Database.ReadAsync(session => session.Sources.ListAsync()));
    }

    private Task<long?> AddAsync() => _data.Database.WriteAsync(session =>
        session.Sources.AddAsync(new SourceDraft { Url = "https://example.org/feed", Name = "Example" }));

    private Task<IReadOnlyList<Source>> ClaimAsync(string owner) =>
        _data.Database.WriteAsync(session => session.Sources.ClaimDueAsync(owner, TimeSpan.FromMinutes(2), 10));

    private async Task<Source> FindAsync(long id) => (await _data.Database.ReadAsync(session => session.Sources.FindAsync(id)))!;
}
