using System.Net;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search articles</c> and <c>search people</c>: what is taken away is gone from search, pages, mails and files.</summary>
public sealed class RetentionCommandTests : IDisposable
{
    private const string Url = "https://example.org/one";

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public RetentionCommandTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_article_that_is_taken_down_is_gone_everywhere_and_does_not_come_back()
    {
        await ToldAsync();
        var shown = (await _search.MustAsync("articles", "show", Url + "?utm_source=x", "--json")).Json;
        Assert.Equal("A storm came to Zanzibar.", shown.GetProperty("body").GetString());
        Assert.Single(Directory.GetFiles(_folder.File("data/outbox")));

        var id = (await _search.MustAsync("articles", "takedown", Url, "--reason", "asked by the author", "--json")).Json.GetProperty("id").GetString()!;

        Assert.Equal(0, (await _search.MustAsync("query", "storm", "--json")).Json.GetProperty("total").GetInt32());
        Assert.Empty(Directory.GetFiles(_folder.File("data/outbox")));
        Assert.Equal(1, (await _search.MustAsync("index", _folder.File("one.jsonl"), "--json")).Json.GetProperty("takenDown").GetInt32());
        Assert.Contains("asked by the author", (await _search.MustAsync("articles", "show", id)).Output, StringComparison.Ordinal);
        Assert.Contains("was taken down before", (await _search.MustAsync("articles", "takedown", id)).Output, StringComparison.Ordinal);
        Assert.Contains("there is no article 'nosuch'", (await _search.RunAsync("articles", "show", "nosuch")).Error, StringComparison.Ordinal);
        await AssertPagesAsync(id);
        Assert.DoesNotContain("Zanzibar", await DatabaseTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_old_goes_on_request_by_the_settings()
    {
        await ToldAsync();
        _search.Environment["SEARCH_Articles__KeepDays"] = "1";
        _search.Environment["SEARCH_Mail__KeepDays"] = "1";
        var young = (await _search.MustAsync("articles", "expire", "--json")).Json;
        Assert.Equal((0, 0), (young.GetProperty("articles").GetInt32(), young.GetProperty("mails").GetInt32()));
        _search.Environment["SEARCH_Articles__KeepDays"] = "often";
        Assert.Contains("Articles:KeepDays 'often'", (await _search.RunAsync("articles", "expire")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_erased_is_nowhere_in_the_data_folder()
    {
        await ToldAsync();
        Assert.Contains("Zebulon", (await _search.MustAsync("people", "list", "--json")).Output, StringComparison.Ordinal);
        var shown = (await _search.MustAsync("people", "show", "zebulon@example.org", "--json")).Json;
        Assert.Equal("Storms", Assert.Single(shown.GetProperty("owns").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(1, shown.GetProperty("mails").GetInt32());
        Assert.Contains("owns Storms: storm", (await _search.MustAsync("people", "show", "zebulon@example.org")).Output, StringComparison.Ordinal);
        Assert.Contains("mail went there all along", (await _search.MustAsync("people", "reinstate", "zebulon@example.org")).Output, StringComparison.Ordinal);

        await _search.MustAsync("people", "erase", "zebulon@example.org");

        foreach (var file in Directory.GetFiles(_search.DataFolder, "*", SearchOption.AllDirectories))
            Assert.False((await TextAsync(file)).Contains("zebulon", StringComparison.OrdinalIgnoreCase), $"{file} has the address");
        Assert.Contains("one who had it was erased", (await _search.RunAsync("people", "show", "zebulon@example.org")).Error, StringComparison.Ordinal);
        Assert.Empty((await _search.MustAsync("people", "list", "--json")).JsonLines);
    }

    private async Task ToldAsync()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "Zebulon@example.org", "--rate", "immediate");
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), $$"""{"url":"{{Url}}","title":"Storm in Zanzibar","body":"A storm came to Zanzibar."}""");
        await _search.MustAsync("index", _folder.File("one.jsonl"));
        await _search.MustAsync("alerts", "run", "--now");
    }

    /// <summary>The article's page is gone; the mail's list still counts it.</summary>
    private async Task AssertPagesAsync(string id)
    {
        using var service = await ServiceProcess.StartAsync(_search);
        using var client = new HttpClient { BaseAddress = service.Url };
        using var page = await client.GetAsync(new Uri("/articles/" + id, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        Assert.Contains("asked by the author", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var database = Data.Database.Open(_folder.File("data/search.db"));
        var digest = (await database.ReadAsync(data => data.Outbox.NewestAsync(1)))[0].DigestId;
        var more = await client.GetStringAsync(new Uri("/digests/" + digest, UriKind.Relative));
        Assert.Contains("taken down", more, StringComparison.Ordinal);
        Assert.DoesNotContain("Zanzibar", more, StringComparison.Ordinal);
    }

    private async Task<string> DatabaseTextAsync() => string.Concat(await Task.WhenAll(Directory.GetFiles(_search.DataFolder, "search.db*").Select(TextAsync)));

    private static async Task<string> TextAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes);
    }
}
