using System.Text.Json;
using Search.Testing;

namespace Search.Cli.Tests;

public sealed class WebhooksCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public WebhooksCommandTests()
    {
        _search = new SearchProgram(_folder.File("data"));
        _search.Environment["SEARCH_Webhooks__AllowLoopback"] = "true";
    }

    public Task InitializeAsync() => _search.MustAsync("alerts", "add", "Qalamoun", "--query", "Qalamoun", "--to", "owner@example.org", "--rate", "immediate");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_webhook_is_added_listed_tried_and_removed_and_its_secret_is_shown_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var added = (await _search.MustAsync("webhooks", "add", "Qalamoun", receiver.Url + "/news", "--json")).Json;
        var id = added.GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var secret = added.GetProperty("secret").GetString()!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);

        var listed = await _search.MustAsync("webhooks", "list", "--json");
        Assert.Equal(receiver.Url + "/news", Assert.Single(listed.JsonLines).GetProperty("url").GetString());
        Assert.DoesNotContain(secret, listed.Output, StringComparison.Ordinal);
        var tested = (await _search.MustAsync("webhooks", "test", id, "--json")).Json;
        Assert.Equal((true, 204, "204 No Content"), (tested.GetProperty("taken").GetBoolean(), tested.GetProperty("status").GetInt32(), tested.GetProperty("answer").GetString()));
        Assert.Equal("test", Assert.Single(receiver.Calls).Json.GetProperty("type").GetString());
        Assert.Empty((await _search.MustAsync("webhooks", "calls", id, "--json")).JsonLines);
        await _search.MustAsync("webhooks", "remove", id);
        Assert.Empty((await _search.MustAsync("webhooks", "list", "Qalamoun", "--json")).JsonLines);
    }

    [Fact]
    public async Task A_receiver_that_refuses_or_may_not_be_called_fails_the_test_with_what_it_said()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.Status(401, "who are you?");
        await _search.MustAsync("webhooks", "add", "Qalamoun", receiver.Url);
        var refused = await _search.RunAsync("webhooks", "test", "1");
        Assert.Equal((1, "401 Unauthorized: who are you?"), (refused.ExitCode, refused.Output.Trim()));

        _search.Environment.Clear();
        var closed = await _search.RunAsync("webhooks", "test", "1", "--json");
        Assert.Equal(1, closed.ExitCode);
        Assert.Equal(JsonValueKind.Null, closed.Json.GetProperty("status").ValueKind);
        Assert.Contains("127.0.0.1 is at an address inside a private network", closed.Json.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task A_run_calls_it_with_what_the_alert_found()
    {
        await using var receiver = await Receiver.StartAsync();
        await _search.MustAsync("webhooks", "add", "Qalamoun", receiver.Url);
        var articles = _folder.File("articles.jsonl");
        await File.WriteAllTextAsync(articles, """{"url":"https://news.example/1","title":"Convoys cross Qalamoun","body":"Residents fear an incursion."}""");
        await _search.MustAsync("index", articles);
        await _search.MustAsync("alerts", "run");

        var call = Assert.Single(receiver.Calls).Json;
        Assert.Equal(("matches", "Convoys cross Qalamoun"), (call.GetProperty("type").GetString(), call.GetProperty("articles")[0].GetProperty("title").GetString()));
        var listed = Assert.Single((await _search.MustAsync("webhooks", "calls", "1", "--json")).JsonLines);
        Assert.Equal((call.GetProperty("id").GetString(), "Sent"), (listed.GetProperty("event").GetString(), listed.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        (string[] Arguments, string Said)[] mistakes =
        [
            (["webhooks", "add", "Nothing", "https://example.org/"], "no alert 'Nothing'"),
            (["webhooks", "add", "Qalamoun", "ftp://example.org/"], "not a web address"),
            (["webhooks", "add", "Qalamoun", "https://me:secret@example.org/"], "user name or password"),
            (["webhooks", "test", "7"], "no webhook 7"),
            (["webhooks", "calls", "7"], "no webhook 7"),
            (["webhooks", "remove", "7"], "no webhook 7"),
        ];
        foreach (var (arguments, said) in mistakes)
        {
            var finished = await _search.RunAsync(arguments);
            Assert.Equal(1, finished.ExitCode);
            Assert.Contains(said, finished.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        }
    }
}
