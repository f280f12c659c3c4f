using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Search.Data;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search rebuild</c>, alone and beside a service, killed on the way, and the rebuild that a new version begins by itself.</summary>
public sealed class RebuildCommandTests : IAsyncLifetime, IDisposable
{
    private const int Articles = 600;
    private const int Storms = 30;

    private readonly TemporaryFolder _folder = new();
    private readonly SearchProgram _search;

    public RebuildCommandTests() => _search = new SearchProgram(_folder.File("data"));

    /// <summary>The steps, and a row and a commit of the new index.</summary>
    public static TheoryData<string> Steps => [.. CrashPoints.OfRebuilding, "index-row:400", "index-commit", "index-committed"];

    private string Index => Path.Combine(_search.DataFolder, "articles");

    public async Task InitializeAsync()
    {
        await _search.MustAsync("alerts", "add", "Storms", "--query", "storm", "--to", "reader@example.org", "--rate", "immediate");
        await _search.MustAsync("index", Write("first.jsonl", 0, Articles));
        await _search.MustAsync("alerts", "run", "--now");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_service_the_command_writes_a_new_index_and_no_alert_fires_again()
    {
        var before = Files();
        var report = (await _search.MustAsync("rebuild", "--json")).Json;
        Assert.Equal((Articles, Articles, "command"), (report.GetProperty("articles").GetInt32(), report.GetProperty("rows").GetInt32(), report.GetProperty("by").GetString()));
        Assert.Empty(before.Intersect(Files(), StringComparer.Ordinal));
        await HoldsAsync(Articles);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_command_killed_on_the_way_leaves_a_whole_index_and_the_next_one_ends_well(string step)
    {
        _search.Environment[CrashPoints.Variable] = step;
        Assert.Equal(137, (await _search.RunAsync("rebuild")).ExitCode);
        _search.Environment.Remove(CrashPoints.Variable);
        Assert.Equal(Articles, await TotalAsync());
        await _search.MustAsync("check");
        await _search.MustAsync("index", Write("late.jsonl", Articles, 5));
        Assert.Empty(Directory.GetFiles(Path.Combine(Index, "rebuild"), "*_*"));
        Assert.Equal(Articles + 5, await TotalAsync());
        await _search.MustAsync("rebuild");
        Assert.Empty(Directory.GetFiles(Path.Combine(Index, "rebuild"), "*_*"));
        await HoldsAsync(Articles + 5);
    }

    [Fact]
    public async Task A_service_rebuilds_while_it_is_searched_and_fed()
    {
        using var service = await ServiceProcess.StartAsync(_search);
        await service.UntilAsync(async () => await HealthyAsync(service) ? "up" : null);
        using var ended = new CancellationTokenSource();
        var searches = SearchAsync(service, ended.Token);
        var feeding = FeedAsync();
        for (var round = 0; round < 3; round++)
            Assert.Equal("service", (await _search.MustAsync("rebuild", "--json")).Json.GetProperty("by").GetString());
        await feeding;
        await ended.CancelAsync();
        Assert.True(await searches > 5);
        Assert.False(service.HasExited);
        await HoldsAsync(Articles + 60);
    }

    [Fact]
    public async Task An_index_of_another_version_is_rebuilt_by_the_service_itself_and_no_alert_fires_again()
    {
        using (var directory = new MMapDirectory(Index))
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(ArticleSchema.Analyzer)))
            writer.Commit(new Dictionary<string, string>(writer.UserData, StringComparer.Ordinal) { [ArticleSchema.VersionKey] = "0" });
        Assert.Equal(Articles, await TotalAsync());
        var before = Files();
        using var running = _search.Start("serve", "--urls", "http://127.0.0.1:0");
        var patience = TimeSpan.FromMinutes(2);
        Assert.Contains("another version", await running.LineAsync(line => line.Contains("is rebuilt", StringComparison.Ordinal), patience), StringComparison.Ordinal);
        Assert.NotNull(await running.LineAsync(line => line.Contains("was rebuilt from 600 rows", StringComparison.Ordinal), patience));
        Assert.Empty(before.Intersect(Files(), StringComparer.Ordinal));
        await running.KillAsync();
        await HoldsAsync(Articles);
    }

    [PeerFact(Peer.Lucene)]
    public async Task Real_Lucene_finds_the_index_clean_after_a_swap_and_what_came_later()
    {
        await _search.MustAsync("rebuild");
        Assert.Contains("CHECK clean=true", await CheckIndexAsync(), StringComparison.Ordinal);
        await _search.MustAsync("index", Write("late.jsonl", Articles, 5));
        await _search.MustAsync("rebuild");
        await _search.MustAsync("index", Write("later.jsonl", Articles - 20, 40));
        Assert.Contains("CHECK clean=true", await CheckIndexAsync(), StringComparison.Ordinal);
        await HoldsAsync(Articles + 20);
    }

    [Fact]
    public async Task A_damaged_index_is_mended_by_it()
    {
        var file = Directory.GetFiles(Index, "_*").Order(StringComparer.Ordinal).First();
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..40]);
        Assert.Contains("run 'search rebuild'", (await _search.RunAsync("check")).Error, StringComparison.Ordinal);
        await _search.MustAsync("rebuild");
        await HoldsAsync(Articles);
    }

    /// <summary>The index is whole, has what it must, and each match is told once.</summary>
    private async Task HoldsAsync(int articles)
    {
        Assert.Equal(articles, await TotalAsync());
        await _search.MustAsync("check");
        Assert.Equal(0, (await _search.MustAsync("sweep", "--all", "--json")).Json.GetProperty("missed").GetInt32());
        Assert.Equal(0, (await _search.MustAsync("alerts", "run", "--now", "--json")).Json.GetProperty("mails").GetInt32());
        Assert.Equal(Storms, Assert.Single((await _search.MustAsync("alerts", "list", "--json")).JsonLines).GetProperty("matches").GetInt32());
    }

    private async Task<int> TotalAsync() => (await _search.MustAsync("query", "*:*", "--top", "0", "--json")).Json.GetProperty("total").GetInt32();

    /// <summary>Searches one after another; each must find all that was there before. Returns how many there were.</summary>
    private static async Task<int> SearchAsync(ServiceProcess service, CancellationToken ended)
    {
        using var http = new HttpClient { BaseAddress = service.Url };
        var (count, most) = (0, Articles);
        while (!ended.IsCancellationRequested)
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync("/api/v1/search?q=harbour", CancellationToken.None));
            var total = answer.RootElement.GetProperty("total").GetInt32();
            Assert.True(total >= most, string.Create(CultureInfo.InvariantCulture, $"{total} of {most} after {count} searches"));
            most = total;
            count++;
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
        return count;
    }

    /// <summary>What CheckIndex prints of the index.</summary>
    private async Task<string> CheckIndexAsync()
    {
        var start = new ProcessStartInfo("bash", [Peers.Lucene, "check", Index]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await errors;
    }

    private async Task FeedAsync()
    {
        for (var file = 0; file < 3; file++)
            await _search.MustAsync("index", Write(string.Create(CultureInfo.InvariantCulture, $"more{file}.jsonl"), Articles + file * 20, 20));
    }

    private static async Task<bool> HealthyAsync(ServiceProcess service)
    {
        using var http = new HttpClient { BaseAddress = service.Url };
        return (await http.GetStringAsync("/healthz")).Contains("\"indexedSeq\":600", StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.GetFiles(Index, "_*").Select(file => Path.GetFileName(file))];

    /// <summary>Every twentieth of the first articles tells of a storm.</summary>
    private string Write(string name, int first, int count)
    {
        var path = _folder.File(name);
        File.WriteAllLines(path, Enumerable.Range(first, count).Select(number => JsonSerializer.Serialize(new
        {
            url = string.Create(CultureInfo.InvariantCulture, $"https://example.org/{number}"),
            title = string.Create(CultureInfo.InvariantCulture, $"Report {number}"),
            body = number < Articles && number % (Articles / Storms) == 7 ? "A storm came to the harbour." : "Ships left the harbour.",
        })));
        return path;
    }
}
