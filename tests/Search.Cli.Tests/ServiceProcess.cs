using Search.Testing;

namespace Search.Cli.Tests;

/// <summary><c>search serve</c> as a process, on a free port, once it says where it is; killed on disposal.</summary>
internal sealed class ServiceProcess : IDisposable
{
    // An immediate alert waits up to half a minute for company.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SearchProgram.Running _running;

    private ServiceProcess(SearchProgram.Running running, Uri url)
    {
        _running = running;
        Url = url;
    }

    public Uri Url { get; }

    public bool HasExited => _running.HasExited;

    public static async Task<ServiceProcess> StartAsync(SearchProgram search)
    {
        var running = search.Start("serve", "--urls", "http://127.0.0.1:0");
        var line = await running.LineAsync(line => line.StartsWith("Search is at http://127.0.0.1:", StringComparison.Ordinal), Patience);
        Assert.True(line is not null, "the service ended before it said where it is");
        return new ServiceProcess(running, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>Looks until <paramref name="look"/> finds something; the service must live on meanwhile.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await look() is { } found)
                return found;
            Assert.False(HasExited, "the service ended");
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    public void Dispose() => _running.Dispose();
}
