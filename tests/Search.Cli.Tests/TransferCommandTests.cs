using System.Globalization;
using System.Text.Json;
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
        Assert.Contains("Passwords", written.Error, StringComparison.Ordinal);
        Assert.Contains("is there already", (await _search.RunAsync("export", Setup)).Error, StringComparison.Ordinal);
        await BeginElsewhereAsync();
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
        await BeginElsewhereAsync();

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

    [Fact]
    public async Task Exported_settings_are_those_that_a_service_elsewhere_starts_with()
    {
        await using var server = new SmtpSink();
        await SetAsync(_search, new
        {
            Smtp = new { Host = "127.0.0.1", server.Port, Security = "none", Password = "hush-hush" },
            Mail = new { From = "Nächte <news@example.org>", KeepDays = 30 },
            PublicUrl = "https://news.example.org/",
        });
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        Assert.Equal(6, Count(await _search.MustAsync("export", Setup, "--json"), "settings"));
        Assert.DoesNotContain("hush-hush", await File.ReadAllTextAsync(Setup), StringComparison.Ordinal);
        await BeginElsewhereAsync();

        Assert.Equal(6, Changed(await _elsewhere.MustAsync("import", Setup, "--json")));
        Assert.Equal(await File.ReadAllTextAsync(Setup), (await _elsewhere.MustAsync("export", "-")).Output.ReplaceLineEndings("\n"));
        using (var service = await ServiceProcess.StartAsync(_elsewhere))
        {
            using var client = new HttpClient { BaseAddress = service.Url };
            var status = await client.GetStringAsync("/status");
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}"), status, StringComparison.Ordinal);
            Assert.Contains("https://news.example.org/", status, StringComparison.Ordinal);
        }
        await File.WriteAllTextAsync(_folder.File("one.jsonl"), """{"title":"Storm","body":"A storm came."}""");
        await _elsewhere.MustAsync("index", _folder.File("one.jsonl"));
        await _elsewhere.MustAsync("alerts", "run", "--now");
        Assert.Equal(("news@example.org", "reader@example.org"), server.Mails.Select(mail => (mail.Sender, mail.Recipient)).Single());
    }

    [Fact]
    public async Task Settings_that_the_program_would_not_start_with_refuse_the_whole_file()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "daily");
        await SetAsync(_search, new { Smtp = new { Host = "mail.example.org", Port = 25 }, Mail = new { From = "news@example.org" } });
        await _search.MustAsync("export", Setup);
        var exported = await File.ReadAllTextAsync(Setup);
        await BeginElsewhereAsync();
        await SetAsync(_elsewhere, new { Smtp = new { Password = "hush-hush" }, Articles = new { KeepDays = 7 } });
        var before = await File.ReadAllTextAsync(Settings(_elsewhere));
        (string Part, string Instead, string Said)[] wrong =
        [
            ("\"25\"", "\"smtp\"", "search: settings: Smtp:Port 'smtp' is not a number"),
            ("\"news@example.org\"", "\"\"", "search: settings: Mail:From (SEARCH_Mail__From) is needed"),
            ("\"Smtp:Host\"", "\"Smtp:Password\"", "search: settings.Smtp:Password: is no setting that an import may set"),
        ];
        foreach (var (part, instead, said) in wrong)
        {
            await File.WriteAllTextAsync(Setup, exported.Replace(part, instead, StringComparison.Ordinal));
            var refused = await _elsewhere.RunAsync("import", Setup);
            Assert.Contains(said, refused.Error, StringComparison.Ordinal);
            Assert.Equal((1, "nothing was imported"), (refused.ExitCode, refused.Output.Trim()));
        }
        Assert.Equal(before, await File.ReadAllTextAsync(Settings(_elsewhere)));
        Assert.Empty((await _elsewhere.MustAsync("alerts", "list", "--json")).JsonLines);
        Assert.Empty(Directory.GetFiles(_elsewhere.DataFolder, "*.partial"));
    }

    [Fact]
    public async Task An_alert_that_cannot_be_taken_leaves_the_settings_as_they_were()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "daily");
        await _search.MustAsync("export", Setup);
        await BeginElsewhereAsync();
        await _elsewhere.MustAsync("import", Setup);
        await File.WriteAllTextAsync(Setup, (await File.ReadAllTextAsync(Setup))
            .Replace("\"settings\": {}", "\"settings\": {\"Articles:KeepDays\": \"7\"}", StringComparison.Ordinal)
            .Replace("\"owner\": \"reader@example.org\",\n      \"name\"", "\"owner\": \"other@example.org\",\n      \"name\"", StringComparison.Ordinal));

        var refused = await _elsewhere.RunAsync("import", Setup);

        Assert.Contains("search: alerts[0].owner: the alert has another owner here", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_elsewhere.DataFolder, "appsettings*"));
    }

    /// <summary>Makes the other data folder, which an import does not do.</summary>
    private async Task BeginElsewhereAsync()
    {
        await File.WriteAllTextAsync(_folder.File("begin.jsonl"), """{"title":"Calm","body":"Nothing came."}""");
        await _elsewhere.MustAsync("index", _folder.File("begin.jsonl"));
    }

    private static async Task SetAsync(SearchProgram search, object settings)
    {
        Directory.CreateDirectory(search.DataFolder);
        await File.WriteAllTextAsync(Settings(search), JsonSerializer.Serialize(settings));
    }

    private static string Settings(SearchProgram search) => Path.Combine(search.DataFolder, "appsettings.json");

    private static int Changed(SearchProgram.Finished imported) => imported.Json.GetProperty("settings").GetProperty("changed").GetInt32();

    private string Setup => _folder.File("setup.json");

    private static int Count(SearchProgram.Finished written, string what) => written.Json.GetProperty(what).GetInt32();
}
