using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Alerts.Tests.Jobs;

/// <summary>Nodes as processes on one PostgreSQL server: who runs what, and what happens when one is killed.</summary>
public sealed class ClusterTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _nodes = [];
    private PostgresCluster? _postgres;

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            node.Kill();
            node.WaitForExit();
            node.Dispose();
        }
        _postgres?.Dispose();
        _folder.Dispose();
    }

    [PostgresFact]
    public async Task Shared_jobs_run_on_one_node_at_a_time_and_go_on_when_it_is_killed()
    {
        _postgres = new PostgresCluster();
        // Both at once on an empty database: they make Quartz's tables together.
        var first = Start("a", pollTick: 100);
        var second = Start("b", pollTick: 100);
        await UntilAsync(() => Runs("a", "index") > 3 && Runs("b", "index") > 3 && Polls().Count > 6, seconds: 60);
        Assert.True(Runs("a", "housekeeping") + Runs("b", "housekeeping") <= 2);

        // Killed within a run, which holds the job.
        var (killed, other) = await UntilPollingAsync() == "a" ? (first, "b") : (second, "a");
        var runs = Runs(other, "feeds");
        killed.Kill();
        var watch = Stopwatch.StartNew();
        await UntilAsync(() => Runs(other, "feeds") > runs, seconds: 60);
        output.WriteLine($"taken over after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        await UntilAsync(() => Runs(other, "feeds") > runs + 3, seconds: 20);
        AssertNoTwoAtOnce();
    }

    [PostgresFact]
    public async Task A_restart_doubles_no_trigger_makes_up_for_nothing_and_takes_a_new_pause()
    {
        _postgres = new PostgresCluster();
        var first = Start("a", pollTick: 100);
        await UntilAsync(() => Polls().Count > 2, seconds: 60);
        var triggers = await TriggersAsync();
        Assert.Equal(["digests", "feeds", "housekeeping", "match", "sweep"], triggers.Select(trigger => trigger.Name));
        Assert.Equal(100, triggers.Single(trigger => trigger.Name == "feeds").Pause);

        first.Kill();
        await first.WaitForExitAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        Start("b", pollTick: 400);
        await UntilAsync(() => Runs("b", "feeds") > 3, seconds: 60);

        Assert.Equal(triggers.Select(trigger => trigger.Name), (await TriggersAsync()).Select(trigger => trigger.Name));
        Assert.Equal(400, (await TriggersAsync()).Single(trigger => trigger.Name == "feeds").Pause);
        var polls = Polls().Where(poll => poll.Node == "b").ToList();
        Assert.All(polls.Zip(polls.Skip(1)), pair => Assert.True(pair.Second.Began - pair.First.Ended > TimeSpan.FromMilliseconds(300), $"{pair}"));
    }

    private Process Start(string name, int pollTick)
    {
        string[] arguments =
        [
            typeof(JobNode).Assembly.Location, _folder.File("search.db"), _folder.File(name), pollTick.ToString(CultureInfo.InvariantCulture), _postgres!.ConnectionString,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var node = Process.Start(start)!;
        node.OutputDataReceived += (_, line) => Show(name, line.Data);
        node.ErrorDataReceived += (_, line) => Show(name, line.Data);
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        _nodes.Add(node);
        return node;
    }

    private void Show(string name, string? line)
    {
        if (string.IsNullOrEmpty(line))
            return;
        try
        {
            output.WriteLine($"{name}: {line}");
        }
        catch (InvalidOperationException)
        {
            // The test has ended.
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, int seconds)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"not within {seconds} s");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until a node has begun a poll, and names it.</summary>
    private async Task<string> UntilPollingAsync()
    {
        var node = "";
        await UntilAsync(() => (node = Polling()) != "", seconds: 30);
        return node;
    }

    private string Polling() => new[] { "a", "b" }.FirstOrDefault(name => Lines(name).LastOrDefault(line => line.Job == "feeds") is { What: "began" }) ?? "";

    private int Runs(string node, string job) => Lines(node).Count(line => line.Job == job && line.What != "began");

    /// <summary>Polls that came to their end, of both nodes, by their beginning.</summary>
    private List<(string Node, DateTimeOffset Began, DateTimeOffset Ended)> Polls() => [.. Polls("a").Concat(Polls("b")).OrderBy(poll => poll.Began)];

    private IEnumerable<(string Node, DateTimeOffset Began, DateTimeOffset Ended)> Polls(string node)
    {
        var lines = Lines(node).Where(line => line.Job == "feeds").ToList();
        return lines.Zip(lines.Skip(1)).Where(pair => pair.Second.What == "ended").Select(pair => (node, pair.First.At, pair.Second.At));
    }

    private void AssertNoTwoAtOnce()
    {
        var polls = Polls();
        output.WriteLine($"{polls.Count} polls, {polls.Count(poll => poll.Node == "a")} of them on a");
        Assert.All(polls.Zip(polls.Skip(1)), pair => Assert.True(pair.First.Ended <= pair.Second.Began, $"{pair}"));
    }

    private List<(DateTimeOffset At, string Job, string What)> Lines(string node)
    {
        if (!File.Exists(_folder.File(node)))
            return [];
        using var file = new StreamReader(new FileStream(_folder.File(node), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        // A line that is being written is not there yet.
        return [.. file.ReadToEnd().Split('\n').SkipLast(1).Select(line => line.Split(' '))
            .Select(words => (DateTimeOffset.Parse(words[0], CultureInfo.InvariantCulture), words[1], words[2]))];
    }

    private async Task<List<(string Name, long Pause)>> TriggersAsync()
    {
        await using var connection = new NpgsqlConnection(_postgres!.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT t.trigger_name, s.repeat_interval FROM qrtz_triggers t JOIN qrtz_simple_triggers s USING (sched_name, trigger_name, trigger_group) ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var triggers = new List<(string, long)>();
        while (await reader.ReadAsync())
            triggers.Add((reader.GetString(0), reader.GetInt64(1)));
        return triggers;
    }
}
