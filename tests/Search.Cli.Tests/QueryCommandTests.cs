using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>What <c>search query</c> gives beside its hits.</summary>
public sealed class QueryCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public QueryCommandTests() => _search = new SearchProgram(_folder.File("data"));

    public async Task InitializeAsync()
    {
        await File.WriteAllLinesAsync(_folder.File("articles.jsonl"),
        [
            """{"id":"a","url":"https://news.example/a","title":"Incursion in Qalamoun","body":"Fighters near the border of Lebanon.","source":"Syria Direct","language":"en","published":"2015-03-10T22:30:00Z","tags":["Syria","War"]}""",
            """{"id":"b","url":"https://news.example/b","title":"Qalamoun tense","body":"Residents fear an incursion by fighters.","source":"Lebanon Wire","language":"en","published":"2015-03-11T10:00:00Z","tags":["Syria"]}""",
            """{"id":"c","url":"https://other.example/c","title":"Incursion in Qalamoun","body":"Fighters near the border of Lebanon.","source":"Other Wire","language":"en","published":"2015-03-12T10:00:00Z"}""",
            """{"id":"d","url":"https://news.example/d","title":"Budget","body":"Parliament votes.","source":"Syria Direct","language":"en"}""",
        ]);
        await _search.MustAsync("index", _folder.File("articles.jsonl"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Facets_are_counted_when_asked_for_and_days_are_those_of_the_zone()
    {
        Assert.False((await _search.MustAsync("query", "qalamoun", "--json")).Json.TryGetProperty("facets", out _));

        var facets = (await _search.MustAsync("query", "qalamoun", "--facets", "--zone", "Asia/Beirut", "--json")).Json.GetProperty("facets");

        Assert.Equal(["syria 2", "war 1"], facets.GetProperty("tag").EnumerateArray().Select(value => $"{value.GetProperty("value")} {value.GetProperty("count")}"));
        Assert.Equal(["2015-03-11 2", "2015-03-12 1"], facets.GetProperty("day").EnumerateArray().Select(day => $"{day.GetProperty("day")} {day.GetProperty("count")}"));
        Assert.Equal(3, facets.GetProperty("source").GetArrayLength());
        Assert.Contains("Sources", (await _search.MustAsync("query", "qalamoun", "--facets")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_word_is_asked_about()
    {
        Assert.Equal("qalamoun", (await _search.MustAsync("query", "qalamuon", "--json")).Json.GetProperty("suggestion").GetString());
        Assert.False((await _search.MustAsync("query", "qalamoun", "--json")).Json.TryGetProperty("suggestion", out _));
        Assert.Contains("Did you mean: qalamoun", (await _search.MustAsync("query", "qalamuon")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Articles_like_one_are_found_without_those_of_its_story()
    {
        var all = (await _search.MustAsync("query", "budget OR qalamoun", "--json")).Json.GetProperty("hits").EnumerateArray()
            .ToDictionary(hit => hit.GetProperty("url").GetString()!, hit => hit.GetProperty("id").GetString()!, StringComparer.Ordinal);

        var found = (await _search.MustAsync("query", "--like", all["https://news.example/a"], "--json")).Json;

        Assert.Equal([all["https://news.example/b"]], found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()));
        Assert.Equal(1, found.GetProperty("total").GetInt32());
        Assert.NotEqual(0, found.GetProperty("words").GetArrayLength());
    }

    [Fact]
    public async Task A_query_is_a_text_or_an_article()
    {
        Assert.Equal(2, (await _search.RunAsync("query")).ExitCode);
        Assert.Equal(2, (await _search.RunAsync("query", "x", "--like", "a")).ExitCode);
        var missing = await _search.RunAsync("query", "--like", "nobody");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("no article 'nobody'", missing.Error, StringComparison.Ordinal);
    }
}
