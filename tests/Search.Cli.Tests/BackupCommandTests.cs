using System.Globalization;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search backup</c> and <c>search restore</c>: a restored service goes on where the backup was, and tells nothing twice.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;
    private readonly SearchProgram _elsewhere;

    public BackupCommandTests()
    {
        _search = new SearchProgram(_folder.File("data"));
        _elsewhere = new SearchProgram(_folder.File("elsewhere"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_restored_service_finds_what_was_there_and_mails_nothing_again()
    {
        await WatchAsync();
        await IndexAsync(_search, "one", "A storm came.");
        Assert.Equal(1, await MailsAsync(_search));
        var backup = (await _search.MustAsync("backup", Backup, "--json")).Json;

        var restored = (await _elsewhere.MustAsync("restore", Backup, "--json")).Json;

        Assert.Equal(backup.GetProperty("rows").GetInt64(), restored.GetProperty("rows").GetInt64());
        Assert.Equal(new FileInfo(Backup).Length, backup.GetProperty("bytes").GetInt64());
        Assert.Equal(0, restored.GetProperty("queued").GetInt64());
        Assert.Equal(0, await MailsAsync(_elsewhere));
        Assert.Equal(1, await TotalAsync(_elsewhere, "storm"));
        await IndexAsync(_elsewhere, "two", "Another storm came.");
        Assert.Equal(1, await MailsAsync(_elsewhere));
        Assert.Equal(0, await MailsAsync(_search));
    }

    [Fact]
    public async Task An_index_of_another_database_beside_the_restored_one_is_written_anew()
    {
        await IndexAsync(_search, "one", "A storm came.");
        await _search.MustAsync("backup", Backup);
        await IndexAsync(_elsewhere, "two", "Rain fell.");
        await IndexAsync(_elsewhere, "three", "Snow fell.");
        foreach (var file in Directory.GetFiles(_elsewhere.DataFolder, "search.db*"))
            File.Delete(file);

        await _elsewhere.MustAsync("restore", Backup);
        await _elsewhere.MustAsync("alerts", "run");

        Assert.Equal((1, 0), (await TotalAsync(_elsewhere, "storm"), await TotalAsync(_elsewhere, "rain")));
        await _elsewhere.MustAsync("check");
    }

    [Fact]
    public async Task Beside_a_running_service_that_takes_articles_a_backup_is_whole()
    {
        await WatchAsync();
        await IndexAsync(_search, "first", "Rain came.");
        using var service = await ServiceProcess.StartAsync(_search);
        var indexing = Task.WhenAll(Enumerable.Range(0, 4).Select(number => IndexManyAsync(number)));
        for (var round = 0; round < 3; round++)
        {
            await _search.MustAsync("backup", Backup, "--force");
            var place = new SearchProgram(_folder.File(string.Create(CultureInfo.InvariantCulture, $"place{round}")));
            await place.MustAsync("restore", Backup);
            await place.MustAsync("alerts", "run");
            await place.MustAsync("check");
        }
        await indexing;
        Assert.False(service.HasExited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_that_waited_is_said_and_sent_or_held(bool hold)
    {
        await WatchAsync();
        _search.Environment["SEARCH_Smtp__Host"] = "127.0.0.1";
        _search.Environment["SEARCH_Smtp__Port"] = "9";
        _search.Environment["SEARCH_Smtp__Security"] = "none";
        _search.Environment["SEARCH_Mail__From"] = "digest@example.org";
        await IndexAsync(_search, "one", "A storm came.");
        await _search.RunAsync("alerts", "run", "--now");
        await _search.MustAsync("backup", Backup);

        var restored = await (hold ? _elsewhere.MustAsync("restore", Backup, "--hold-mail") : _elsewhere.MustAsync("restore", Backup));

        Assert.Contains(hold ? "1 mails were queued: they are cancelled" : "1 mails were queued: the next run sends them", restored.Error, StringComparison.Ordinal);
        var run = (await _elsewhere.MustAsync("alerts", "run", "--now", "--json")).Json;
        Assert.Equal((0, hold ? 0 : 1), (run.GetProperty("mails").GetInt32(), run.GetProperty("pickedUp").GetInt32()));
    }

    [Fact]
    public async Task What_can_not_be_done_is_said_and_leaves_nothing()
    {
        await IndexAsync(_search, "one", "A storm came.");
        await _search.MustAsync("backup", Backup);
        var whole = await File.ReadAllBytesAsync(Backup);

        Assert.Contains("is there already; --force overwrites it", (await FailsAsync(_search, "backup", Backup)).Error, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Backup));
        Assert.Contains("is there already; a backup is restored where no database is", (await FailsAsync(_search, "restore", Backup)).Error, StringComparison.Ordinal);
        Assert.Contains("is not there", (await FailsAsync(_elsewhere, "restore", _folder.File("missing"))).Error, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(_folder.File("half"), whole[..(whole.Length / 2)]);
        Assert.Contains("the backup is damaged", (await FailsAsync(_elsewhere, "restore", _folder.File("half"))).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("foreign"), "hello");
        Assert.Contains("this is not a backup", (await FailsAsync(_elsewhere, "restore", _folder.File("foreign"))).Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_elsewhere.DataFolder));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.partial"));
        Assert.Contains("no Search data in", (await FailsAsync(_elsewhere, "backup", _folder.File("none"))).Error, StringComparison.Ordinal);
    }

    private string Backup => _folder.File("backup.gz");

    private Task WatchAsync() => _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");

    private async Task IndexAsync(SearchProgram search, string name, string body)
    {
        await File.WriteAllTextAsync(_folder.File(name + ".jsonl"), $$"""{"url":"https://example.org/{{name}}","title":"{{name}}","body":"{{body}}"}""");
        await search.MustAsync("index", _folder.File(name + ".jsonl"));
    }

    private async Task IndexManyAsync(int number)
    {
        var file = _folder.File(string.Create(CultureInfo.InvariantCulture, $"many{number}.jsonl"));
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 500).Select(line => $$"""{"url":"https://example.org/{{number}}/{{line}}","title":"Report {{line}}","body":"A storm came."}"""));
        await _search.MustAsync("index", file);
    }

    private static async Task<int> MailsAsync(SearchProgram search) => (await search.MustAsync("alerts", "run", "--now", "--json")).Json.GetProperty("mails").GetInt32();

    private static async Task<int> TotalAsync(SearchProgram search, string query) => (await search.MustAsync("query", query, "--json")).Json.GetProperty("total").GetInt32();

    private static async Task<SearchProgram.Finished> FailsAsync(SearchProgram search, params string[] arguments)
    {
        var ended = await search.RunAsync(arguments);
        Assert.Equal(1, ended.ExitCode);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        return ended;
    }
}
