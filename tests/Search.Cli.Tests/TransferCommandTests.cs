using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search export</c> and <c>search import</c>.</summary>
public sealed class TransferCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;
    private readonly SearchProgram _elsewhere;

    public TransferCommandTests()
    {
        _search = new SearchProgram(_folder.File("data"));
        _elsewhere = new SearchProgram(_folder.File("elsewhere"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_exported_setup_works_elsewhere_and_is_exported_there_the_same()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "other@example.org", "--rate", "daily", "--zone", "Asia/Beirut");
        await _search.MustAsync("sources", "add", "https://example.org/feed.xml", "--name", "Example");

        var written = await _search.MustAsync("export", Setup, "--json");
        Assert.Equal((1, 2, 1), (Count(written, "alerts"), Count(written, "people"), Count(written, "sources")));
        Assert.Contains("passwords", written.Error, StringComparison.Ordinal);
        Assert.Contains("is there already", (await _search.RunAsync("export", Setup)).Error, StringComparison.Ordinal);
        var first = (await _elsewhere.MustAsync("import", Setup, "--json")).Json;
        var second = (await _elsewhere.MustAsync("import", Setup, "--json")).Json;

        Assert.Equal((1, 0), (first.GetProperty("alerts").GetProperty("added").GetInt32(), second.GetProperty("alerts").GetProperty("changed").GetInt32()));
        Assert.Equal(1, second.GetProperty("alerts").GetProperty("same").GetInt32());
        Assert.Equal(await File.ReadAllTextAsync(Setup), (await _elsewhere.MustAsync("export", "-")).Output.ReplaceLineEndings("\n"));
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), """{"title":"Storm","body":"A storm came."}""");
        await _elsewhere.MustAsync("index", _folder.File("one.jsonl"));
        Assert.Equal(2, (await _elsewhere.MustAsync("alerts", "run", "--now", "--json")).Json.GetProperty("mails").GetInt32());
    }

    [Fact]
    public async Task What_is_wrong_in_a_file_is_said_with_its_place()
    {
        await File.WriteAllTextAsync(Setup, """
            {"format":"search-setup","version":1,"alerts":[{"id":"my-first-alert","owner":"reader@example.org","name":"Storms","query":"(storm","colour":"blue","recipients":[]}]}
            """);

        var forPeople = await _elsewhere.RunAsync("import", Setup);
        Assert.Equal(1, forPeople.ExitCode);
        Assert.Contains("search: alerts[0].query: ", forPeople.Error, StringComparison.Ordinal);
        Assert.Contains("alerts[0].colour: is not known here, and is left out", forPeople.Error, StringComparison.Ordinal);
        Assert.Equal("nothing was imported", forPeople.Output.Trim());
        var forPrograms = await _elsewhere.RunAsync("import", Setup, "--json");
        Assert.Equal("alerts[0].query", Assert.Single(forPrograms.Json.GetProperty("problems").EnumerateArray()).GetProperty("place").GetString());
        Assert.Empty((await _elsewhere.MustAsync("alerts", "list", "--json")).JsonLines);
        Assert.Contains("is not there", (await _elsewhere.RunAsync("import", _folder.File("missing"))).Error, StringComparison.Ordinal);
    }

    private string Setup => _folder.File("setup.json");

    private static int Count(SearchProgram.Finished written, string what) => written.Json.GetProperty(what).GetInt32();
}
