using System.Globalization;
using Search.Data;
using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>One article that one alert tells two people, in processes that are killed at a named step.</summary>
internal sealed class StepScene : IAsyncDisposable
{
    /// <summary>What a shell says of kill -9.</summary>
    public const int Killed = 137;

    private const int MostRunsToQuiet = 5;

    private static readonly string[] People = ["ann@example.org", "bob@example.org"];

    private readonly FaultDatabase _database;
    private readonly TemporaryFolder _folder = new();
    private readonly SmtpSink _sink = new();

    public StepScene(FaultDatabase database, string dataFolder)
    {
        _database = database;
        Node = new Node(new SearchProgram(dataFolder));
        Set("SEARCH_Smtp__Host", "127.0.0.1");
        Set("SEARCH_Smtp__Port", _sink.Port.ToString(CultureInfo.InvariantCulture));
        Set("SEARCH_Smtp__Security", "none");
        Set("SEARCH_Mail__From", "Search <digest@example.org>");
        foreach (var (name, value) in database.Environment)
            Set(name, value);
        File.WriteAllText(ArticleFile, """{"url":"https://example.org/1","title":"Storm at the harbour","body":"The storm came in the night."}""");
    }

    /// <summary>Steps of bringing an article in and matching it; the others are those of telling it.</summary>
    public static bool IsOfIndexing(string step) =>
        step.StartsWith("article", StringComparison.Ordinal) || step.StartsWith("index", StringComparison.Ordinal) || step.StartsWith("match", StringComparison.Ordinal);

    /// <summary>Steps at which the server has the first mail, and we have not recorded that.</summary>
    private static bool RepeatsTheFirst(string step) => step is "smtp-message" or "smtp-250" or "delivery-sent";

    /// <summary>The first mail is recorded, and the second may be with the server.</summary>
    private static bool MayRepeatTheSecond(string step) => step is "delivery-recorded";

    public Node Node { get; }

    private SearchProgram Program => Node.Program;

    private string ArticleFile => _folder.File("articles.jsonl");

    public Task PrepareAsync() =>
        Program.MustAsync("alerts", "add", "Storms", "--query", "storm", "--rate", "immediate", "--to", People[0], "--to", People[1]);

    public Task IndexAsync() => Program.MustAsync("index", ArticleFile);

    /// <summary>The command that passes this step dies there.</summary>
    public async Task DieInCommandAsync(string step)
    {
        Set(CrashPoints.Variable, step);
        var finished = await Program.RunAsync(IsOfIndexing(step) ? ["index", ArticleFile] : ["alerts", "run", "--now"]);
        Program.Environment.Remove(CrashPoints.Variable);
        Assert.True(finished.ExitCode == Killed, $"{step}: exit {finished.ExitCode}\n{finished.Output}\n{finished.Error}");
    }

    /// <summary>The service dies at this step, which its jobs pass by themselves.</summary>
    public async Task DieInServiceAsync(string step)
    {
        Set(CrashPoints.Variable, step);
        Node.Launch();
        Assert.Equal(Killed, await Node.ExitAsync());
        Program.Environment.Remove(CrashPoints.Variable);
    }

    /// <summary>A rebuild dies at this step; what the index held is found all the same.</summary>
    public async Task DieInRebuildAsync(string step)
    {
        Set(CrashPoints.Variable, step);
        var finished = await Program.RunAsync("rebuild");
        Program.Environment.Remove(CrashPoints.Variable);
        Assert.True(finished.ExitCode == Killed, $"{step}: exit {finished.ExitCode}\n{finished.Output}\n{finished.Error}");
        await IsWholeAsync();
    }

    /// <summary>The service is asked for a rebuild and dies at this step.</summary>
    public async Task DieInServiceRebuildAsync(string step)
    {
        Set(CrashPoints.Variable, step);
        Assert.True(await Node.StartAsync());
        Program.Environment.Remove(CrashPoints.Variable);
        await RebuildAsync();
        Assert.Equal(Killed, await Node.ExitAsync());
    }

    public Task RebuildAsync() => Program.MustAsync("rebuild");

    /// <summary>Everything runs again without a kill, until there is nothing left to do.</summary>
    public async Task SettleAsync()
    {
        await IndexAsync();
        for (var run = 0; run < MostRunsToQuiet; run++)
        {
            var report = (await Program.MustAsync("alerts", "run", "--now", "--json")).Json;
            if (report.GetProperty("mails").GetInt32() + report.GetProperty("sent").GetInt32() == 0)
                return;
        }
        Assert.Fail("it did not become quiet");
    }

    /// <summary>The match stands once; each person has one mail of it, whose repeat is the same.</summary>
    /// <param name="step">Where the process died.</param>
    public async Task HoldsAsync(string step)
    {
        Assert.Equal("1", (await _database.QueryAsync("SELECT CAST(COUNT(*) AS TEXT) FROM article_match"))[0][0]);
        var mails = _sink.Mails;
        Assert.Equal(RepeatsTheFirst(step) ? 2 : 1, mails.Count(mail => mail.MessageId == mails[0].MessageId));
        Assert.InRange(mails.Count(mail => mail.MessageId != mails[0].MessageId), 1, MayRepeatTheSecond(step) ? 2 : 1);
        foreach (var person in People)
        {
            var own = mails.Where(mail => mail.Recipient == person).ToList();
            Assert.Single(own.Select(mail => mail.MessageId).Distinct());
            Assert.Single(own.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct());
            Assert.Contains("1. Storm at the harbour", own[0].Text, StringComparison.Ordinal);
        }
        Assert.All(await _database.QueryAsync("SELECT state FROM outbox"), row => Assert.Equal("Sent", row[0]));
        await IsWholeAsync();
    }

    private async Task IsWholeAsync()
    {
        await Program.MustAsync("check");
        Assert.Equal(1, (await Program.MustAsync("query", "storm", "--json")).Json.GetProperty("total").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        Node.Dispose();
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    private void Set(string name, string value) => Program.Environment[name] = value;
}
