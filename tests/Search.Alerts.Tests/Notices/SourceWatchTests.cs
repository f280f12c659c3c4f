using Search.Alerts.Mail;
using Search.Alerts.Notices;
using Search.Data.Notices;
using Search.Data.Sources;
using NoticeKind = Search.Data.Notices.NoticeKind;

namespace Search.Alerts.Tests.Notices;

public sealed class SourceWatchTests : IDisposable
{
    private const string Feed = "https://news.example/feed.xml";

    private readonly AlertWorld _world = new();
    private readonly SourceWatch _watch;

    public SourceWatchTests() => _watch = new SourceWatch(_world.Database);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_source_breaks_with_its_fifth_failure_in_a_row_and_is_told_once()
    {
        var owner = await OwnerAsync();
        var source = await AddAsync(owner);
        await FailAsync(source, 4);
        Assert.Equal(0, await _watch.RunAsync());
        await FailAsync(source, 1, "404 Not Found");

        Assert.Equal(1, await _watch.RunAsync());
        await FailAsync(source, 50, "500 Internal Server Error");
        Assert.Equal(0, await _watch.RunAsync());

        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal((owner, NoticeKind.SourceBroken, "News", "404 Not Found"), (notice.RecipientId, notice.Kind, notice.About, notice.Detail));
    }

    [Fact]
    public async Task A_source_that_was_well_in_between_is_told_again()
    {
        var source = await AddAsync(await OwnerAsync());
        for (var time = 1; time <= 3; time++)
        {
            await FailAsync(source, SourceWatch.BrokenAfter);
            Assert.Equal(1, await _watch.RunAsync());
            Assert.Equal(time, (await NoticesAsync()).Count);
            await SucceedAsync(source, articles: 1);
            Assert.Equal(1, await _watch.RunAsync());
            Assert.Equal(time, (await NoticesAsync()).Count);
        }
    }

    [Fact]
    public async Task A_failure_now_and_then_is_no_break()
    {
        var source = await AddAsync(await OwnerAsync());
        for (var time = 0; time < 10; time++)
        {
            await FailAsync(source, SourceWatch.BrokenAfter - 1);
            await SucceedAsync(source, articles: 1);
        }
        Assert.Equal(0, await _watch.RunAsync());
    }

    [Fact]
    public async Task A_source_without_anything_new_is_silent_after_seven_days()
    {
        var source = await AddAsync(await OwnerAsync());
        await SucceedAsync(source, articles: 3);
        await PassAsync(SourceWatch.SilentAfter, source);
        Assert.Equal(0, await _watch.RunAsync());
        await PassAsync(TimeSpan.FromMilliseconds(1), source);

        Assert.Equal(1, await _watch.RunAsync());
        await PassAsync(TimeSpan.FromDays(30), source);
        Assert.Equal(0, await _watch.RunAsync());

        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal((NoticeKind.SourceSilent, "nothing new since 2015-03-17"), (notice.Kind, notice.Detail));
        await SucceedAsync(source, articles: 1);
        Assert.Equal(1, await _watch.RunAsync());
        await PassAsync(SourceWatch.SilentAfter + TimeSpan.FromMilliseconds(1), source);
        Assert.Equal(1, await _watch.RunAsync());
        Assert.Equal(["nothing new since 2015-04-23", "nothing new since 2015-03-17"], (await NoticesAsync()).Select(line => line.Detail));
    }

    [Fact]
    public async Task A_new_source_is_given_its_time_and_then_said_to_have_given_nothing()
    {
        var source = await AddAsync(await OwnerAsync());
        await PassAsync(SourceWatch.SilentAfter, source);
        Assert.Equal(0, await _watch.RunAsync());
        await PassAsync(TimeSpan.FromSeconds(1), source);
        Assert.Equal(1, await _watch.RunAsync());
        Assert.Equal("it never gave an article", Assert.Single(await NoticesAsync()).Detail);
    }

    [Fact]
    public async Task A_silent_source_that_breaks_is_told_as_broken_too()
    {
        var source = await AddAsync(await OwnerAsync());
        await PassAsync(TimeSpan.FromDays(8), source);
        await _watch.RunAsync();
        await FailAsync(source, SourceWatch.BrokenAfter, "404 Not Found");
        Assert.Equal(1, await _watch.RunAsync());
        Assert.Equal([NoticeKind.SourceBroken, NoticeKind.SourceSilent], (await NoticesAsync()).Select(notice => notice.Kind));
    }

    [Fact]
    public async Task A_source_that_was_switched_off_is_told_nothing_of()
    {
        var source = await AddAsync(await OwnerAsync());
        await FailAsync(source, SourceWatch.BrokenAfter);
        await _world.Database.WriteAsync(session => session.Sources.SetEnabledAsync(source, enabled: false));
        await PassAsync(TimeSpan.FromDays(30));
        Assert.Equal(0, await _watch.RunAsync());
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task A_silent_source_that_is_switched_on_again_is_given_its_time()
    {
        var source = await AddAsync(await OwnerAsync());
        await SucceedAsync(source, articles: 1);
        await _world.Database.WriteAsync(session => session.Sources.SetEnabledAsync(source, enabled: false));
        await PassAsync(TimeSpan.FromDays(30));
        await _watch.RunAsync();
        await _world.Database.WriteAsync(session => session.Sources.SetEnabledAsync(source, enabled: true));
        await SucceedAsync(source, articles: 1);
        Assert.Equal(0, await _watch.RunAsync());
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task Only_the_sick_ones_of_many_are_told()
    {
        var owner = await OwnerAsync();
        var sources = new List<long>();
        for (var number = 0; number < 30; number++)
            sources.Add(await AddAsync(owner, $"https://news.example/{number}.xml", $"source {number:00}"));
        await PassAsync(TimeSpan.FromDays(6), [.. sources]);
        await SucceedAsync(sources[3], articles: 1);
        foreach (var source in sources.Skip(10))
            await SucceedAsync(source, articles: 1);
        await FailAsync(sources[20], SourceWatch.BrokenAfter);
        await PassAsync(TimeSpan.FromDays(2), [.. sources.Where(source => source != sources[20])]);

        Assert.Equal(10, await _watch.RunAsync());

        var told = (await NoticesAsync()).OrderBy(notice => notice.About, StringComparer.Ordinal).Select(notice => (notice.About, notice.Kind));
        Assert.Equal(
            [.. Enumerable.Range(0, 10).Where(number => number != 3).Select(number => ($"source {number:00}", NoticeKind.SourceSilent)), ("source 20", NoticeKind.SourceBroken)], told);
    }

    [Fact]
    public async Task A_source_without_an_owner_is_told_to_the_operators_who_own_alerts_and_to_nobody_else()
    {
        var operators = new List<long>();
        foreach (var name in (string[])["first", "second"])
            operators.Add((await _world.AddAlertAsync(name, with: request => request with { To = [$"{name}@example.org", "reader@example.org"] })).OwnerId);
        await _world.AddAlertAsync("guest", with: request => request with { To = ["guest@example.org"], Operator = false });
        await FailAsync(await AddAsync(owner: null), SourceWatch.BrokenAfter);

        await _watch.RunAsync();

        Assert.Equal(operators.Order(), (await NoticesAsync()).Select(notice => notice.RecipientId).Order());
    }

    [Fact]
    public async Task Two_watches_at_once_tell_once()
    {
        var owner = await OwnerAsync();
        for (var number = 0; number < 10; number++)
            await FailAsync(await AddAsync(owner, $"https://news.example/{number}.xml"), SourceWatch.BrokenAfter);
        using var other = _world.OpenAgain();

        await Task.WhenAll(Task.Run(() => _watch.RunAsync()), Task.Run(() => new SourceWatch(other).RunAsync()));

        Assert.Equal(10, (await NoticesAsync()).Count);
    }

    [Fact]
    public async Task What_broke_reaches_its_owner_by_mail()
    {
        await FailAsync(await AddAsync(await OwnerAsync()), SourceWatch.BrokenAfter, "404 Not Found");
        await _watch.RunAsync();
        await new NoticeStage(_world.Database, _world.Settings).RunAsync(all: true);
        var text = MimeReader.Read(Assert.Single(await _world.OutboxAsync()).Bytes).Text;
        Assert.Contains("News", text, StringComparison.Ordinal);
        Assert.Contains("404 Not Found", text, StringComparison.Ordinal);
    }

    private async Task<long> OwnerAsync() => (await _world.AddAlertAsync()).OwnerId;

    private Task<long> AddAsync(long? owner, string url = Feed, string name = "News") => _world.Database.WriteAsync(async session =>
    {
        var source = (await session.Sources.AddAsync(new SourceDraft { Url = url, Name = name }))!.Value;
        await session.Sources.SetOwnerAsync(source, owner);
        return source;
    });

    private Task FailAsync(long source, int times, string error = "timed out") => _world.Database.WriteAsync(async session =>
    {
        for (var time = 0; time < times; time++)
            await session.Sources.RecordFailureAsync(source, error, session.Now);
    });

    private Task SucceedAsync(long source, int articles) => _world.Database.WriteAsync(
        session => session.Sources.RecordSuccessAsync(source, new PollSuccess(Etag: null, LastModified: null, articles, session.Now)));

    /// <summary>Time passes, at whose end these sources are polled and give nothing new.</summary>
    private async Task PassAsync(TimeSpan time, params IReadOnlyList<long> polled)
    {
        _world.Time.Advance(time);
        foreach (var source in polled)
            await SucceedAsync(source, articles: 0);
    }

    private Task<IReadOnlyList<Notice>> NoticesAsync() => _world.Database.ReadAsync(session => session.Notices.NewestAsync(100));
}
