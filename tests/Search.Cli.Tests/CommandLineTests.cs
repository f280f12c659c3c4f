using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>Mistakes of people: a message that says what and where, the right exit code, never a stack trace; JSON and nothing else with <c>--json</c>.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public CommandLineTests() => _search = new SearchProgram(_folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_malformed_query_is_shown_with_its_place()
    {
        await IndexOneAsync();

        var forPeople = await FailsAsync(1, "query", "Qalamoun AND (incursion");
        Assert.Contains("Character 14: This parenthesis is not closed.", forPeople.Error, StringComparison.Ordinal);
        Assert.Contains("  Qalamoun AND (incursion\n               ^", forPeople.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(forPeople.Output);
        var forPrograms = await FailsAsync(1, "query", "Qalamoun AND (incursion", "--json");
        var error = Assert.Single(forPrograms.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(13, error.GetProperty("position").GetInt32());
        Assert.Equal("Qalamoun AND (incursion)", error.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task A_wrong_command_line_is_a_usage_error()
    {
        Assert.Contains("'--tpo'", (await FailsAsync(2, "query", "x", "--tpo", "3")).Error, StringComparison.Ordinal);
        Assert.Contains("'querry'", (await FailsAsync(2, "querry", "x")).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_search.DataFolder));
    }

    [Fact]
    public async Task A_missing_data_folder_is_not_made_but_named()
    {
        var setup = _folder.File("setup.json");
        await File.WriteAllTextAsync(setup, "[]");
        foreach (var command in (string[][])[["query", "x"], ["check"], ["alerts", "list"], ["outbox", "list"], ["sources", "list"], ["sources", "import", setup], ["import", setup]])
            Assert.Contains($"no Search data in {_search.DataFolder}", (await FailsAsync(1, command)).Error, StringComparison.Ordinal);
        Assert.Contains(_folder.File("none"), (await FailsAsync(1, "match", "--queries", _folder.File("none"), setup)).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_search.DataFolder));
    }

    [Fact]
    public async Task Pages_are_not_opened_to_the_network()
    {
        foreach (var address in (string[])["http://0.0.0.0:5080", "http://*:5080", "http://127.0.0.1:0;http://192.0.2.1:80"])
            Assert.Contains("would open the pages to the network", (await FailsAsync(1, "serve", "--urls", address)).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_search.DataFolder));
    }

    [Fact]
    public async Task A_wrong_setting_is_named()
    {
        await IndexOneAsync();
        (string Name, string Value, string Said)[] wrong =
        [
            ("Smtp__Host", "mail.example.org", "Mail:From"),
            ("Mail__From", "nobody", "Mail:From 'nobody'"),
            ("PublicUrl", "search.example.org", "PublicUrl 'search.example.org'"),
            ("Feeds__AllowLoopback", "maybe", "Feeds:AllowLoopback 'maybe'"),
        ];
        foreach (var (name, value, said) in wrong)
        {
            _search.Environment.Clear();
            _search.Environment["SEARCH_" + name] = value;
            Assert.Contains(said, (await FailsAsync(1, "alerts", "run")).Error, StringComparison.Ordinal);
        }
        _search.Environment["SEARCH_Smtp__Host"] = "mail.example.org";
        _search.Environment["SEARCH_Smtp__Port"] = "smtp";
        Assert.Contains("Smtp:Port 'smtp'", (await FailsAsync(1, "alerts", "run")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_with_the_line()
    {
        await IndexOneAsync();
        var settings = Path.Combine(_search.DataFolder, "appsettings.json");
        await File.WriteAllTextAsync(settings, "{\n  \"Smtp\": {\n    \"Host\": oops\n  }\n}\n");

        var ended = await FailsAsync(1, "alerts", "run");

        Assert.Contains($"{settings} cannot be read: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 2", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        Directory.CreateDirectory(_search.DataFolder);
        var database = Path.Combine(_search.DataFolder, "search.db");
        await File.WriteAllTextAsync(database, new string('x', 5_000));

        Assert.Contains(database, (await FailsAsync(1, "alerts", "list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_standard_output_is_JSON_and_nothing_else()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        await IndexOneAsync();
        string[][] commands =
        [
            ["alerts", "add", "Rain", "--query", "rain", "--to", "reader@example.org", "--rate", "daily"], ["alerts", "run", "--now"], ["alerts", "list"],
            ["alerts", "show", "Storms"], ["alerts", "preview", "storm"], ["sources", "add", "https://example.org/feed.xml"], ["sources", "list"], ["sources", "export"],
            ["outbox", "list"], ["outbox", "show", "1"], ["outbox", "send"], ["query", "storm"], ["query", "nothing here"], ["check"], ["index", _folder.File("one.jsonl")],
        ];
        foreach (var command in commands)
            Assert.NotEmpty((await _search.MustAsync([.. command, "--json"])).JsonLines);
    }

    private async Task IndexOneAsync()
    {
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), """{"title":"Storm in Qalamoun","body":"A storm came."}""");
        await _search.MustAsync("index", _folder.File("one.jsonl"));
    }

    private async Task<SearchProgram.Finished> FailsAsync(int exitCode, params string[] arguments)
    {
        var ended = await _search.RunAsync(arguments);
        Assert.True(ended.ExitCode == exitCode, $"search {string.Join(' ', arguments)}: exit {ended.ExitCode}\n{ended.Output}\n{ended.Error}");
        Assert.Contains("search: ", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        return ended;
    }
}
