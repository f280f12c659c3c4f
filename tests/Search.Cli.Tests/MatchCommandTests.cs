using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search match</c>: files against files, and nothing stored.</summary>
public sealed class MatchCommandTests : IDisposable
{
    private const string Articles = """
        {"url":"https://news.example/1","title":"Incursion in Qalamoun","body":"Fighters entered the hills.","language":"en"}
        {"url":"https://news.example/2","title":"Weather","body":"Rain over Qalamoun.","language":"en"}
        {"title":"معارك في القلمون","body":"دخل المقاتلون التلال.","language":"ar"}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public MatchCommandTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_article_is_told_with_the_numbers_of_the_lines_that_match_it()
    {
        await WriteAsync(Articles, "Qalamoun AND incursion", "term\t\"rain over qalamoun\"", "", "القلمون", "title:weather OR fighter");

        var ended = await _search.MustAsync("match", "--queries", Queries, File("articles.jsonl"), "--json");

        Assert.Equal(
            [("https://news.example/1", [1, 5]), ("https://news.example/2", [2, 5]), (null, [4])],
            ended.JsonLines.Select(Read));
        Assert.Empty(ended.Error);
        Assert.False(Directory.Exists(_search.DataFolder));
    }

    [Fact]
    public async Task People_are_shown_what_matched_and_the_sum()
    {
        await WriteAsync(Articles, "Qalamoun", "rain");

        var ended = await _search.MustAsync("match", "--queries", Queries, File("articles.jsonl"));

        Assert.Equal(
            ["https://news.example/1: 1", "https://news.example/2: 1, 2", "3 articles, 2 queries, 3 matches"],
            ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task A_line_that_is_no_query_is_told_with_its_number_and_the_others_are_matched()
    {
        await WriteAsync(Articles, "Qalamoun AND (incursion", "rain");

        var ended = await _search.RunAsync("match", "--queries", Queries, File("articles.jsonl"), "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"{Queries}, line 1: Character 14: This parenthesis is not closed.", ended.Error, StringComparison.Ordinal);
        Assert.Equal([0, 1, 0], ended.JsonLines.Select(line => Read(line).Queries.Length));
    }

    [Fact]
    public async Task A_query_that_could_be_no_alert_is_matched_and_that_is_said()
    {
        await WriteAsync(Articles, "*:*", "NOT rain");

        var ended = await _search.MustAsync("match", "--queries", Queries, File("articles.jsonl"), "--json");

        Assert.Equal([[1, 2], [1], [1, 2]], ended.JsonLines.Select(line => Read(line).Queries));
        Assert.Contains("line 1: matched, but can't be an alert: This query matches every article", ended.Error, StringComparison.Ordinal);
        Assert.Contains("line 2: matched, but can't be an alert: This query only says", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_read_is_named()
    {
        await WriteAsync(Articles + "\n{", "rain");

        var missing = await _search.RunAsync("match", "--queries", File("none.txt"), File("articles.jsonl"));
        var damaged = await _search.RunAsync("match", "--queries", Queries, File("articles.jsonl"), File("none.jsonl"), "--json");

        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("the file of queries can't be read", missing.Error, StringComparison.Ordinal);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("articles.jsonl, line 4", damaged.Error, StringComparison.Ordinal);
        Assert.Contains("none.jsonl: the file can't be read", damaged.Error, StringComparison.Ordinal);
        Assert.Equal(3, damaged.JsonLines.Count());
    }

    [Fact]
    public async Task Dates_relative_to_now_count_from_the_moment_of_reading()
    {
        var fresh = TimeProvider.System.GetUtcNow().AddDays(-1);
        await WriteAsync(
            $$"""
            {"url":"https://news.example/1","title":"Rain","body":"Fresh.","published":"{{fresh:O}}"}
            {"url":"https://news.example/2","title":"Rain","body":"Stale.","published":"2015-03-17T00:00:00Z"}
            """,
            "rain published:[now-7d TO now]");

        var ended = await _search.MustAsync("match", "--queries", Queries, File("articles.jsonl"), "--json");

        Assert.Equal([[1], []], ended.JsonLines.Select(line => Read(line).Queries));
    }

    private string Queries => File("queries.txt");

    private string File(string name) => _folder.File(name);

    private async Task WriteAsync(string articles, params string[] queries)
    {
        await System.IO.File.WriteAllTextAsync(File("articles.jsonl"), articles);
        await System.IO.File.WriteAllLinesAsync(Queries, queries);
    }

    private static (string? Url, int[] Queries) Read(JsonElement line) =>
        (line.GetProperty("url").GetString(), [.. line.GetProperty("queries").EnumerateArray().Select(number => number.GetInt32())]);
}
