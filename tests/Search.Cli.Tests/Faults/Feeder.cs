using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>Runs <c>search index</c> for one file of a stream after the other; a file whose command was killed is read again before the next.</summary>
internal sealed class Feeder(SearchProgram program, ArticleStream stream)
{
    private const int KilledBySignal = 137;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private SearchProgram.Running? _running;

    /// <summary>What commands said that failed without being killed.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Feeds until it is stopped; ends with a whole file.</summary>
    public async Task FeedAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await FeedAsync(stream.Next());
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>kill -9 to the command that runs now; false when none does.</summary>
    public async Task<bool> KillAsync()
    {
        if (Volatile.Read(ref _running) is not { HasExited: false } running)
            return false;
        await running.KillAsync();
        return true;
    }

    /// <summary>A database that recovers takes its time: the file is read again for as long as one command may take.</summary>
    public async Task FeedAsync(string file)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            using var running = program.Start("index", file);
            Volatile.Write(ref _running, running);
            var finished = await running.EndAsync(Patience);
            Volatile.Write(ref _running, null);
            if (finished.ExitCode == 0)
                return;
            if (finished.ExitCode != KilledBySignal)
                Complaints.Add($"search index: exit {finished.ExitCode}: {finished.Output}\n{finished.Error}");
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, string.Join('\n', Complaints.Distinct(StringComparer.Ordinal)));
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
