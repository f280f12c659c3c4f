using Search.Data;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>The samples of a first start.</summary>
public sealed class FirstStartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_start_that_was_killed_before_its_samples_is_finished_by_the_next()
    {
        await SetStateAsync("begun");
        await ServeAsync();
        Assert.Equal((30, 1), await CountAsync());
    }

    [Fact]
    public async Task Samples_come_once_and_never_into_a_folder_with_data()
    {
        await ServeAsync();
        await ServeAsync();
        Assert.Equal((30, 1), await CountAsync());

        await SetStateAsync("done");
        await ServeAsync();
        Assert.Equal((30, 1), await CountAsync());
    }

    private string Data => _folder.File("data");

    private async Task ServeAsync()
    {
        using var serve = new SearchProgram(Data).Start("serve", "--urls", "http://127.0.0.1:0");
        Assert.NotNull(await serve.LineAsync(line => line.Contains("http://", StringComparison.Ordinal), Patience));
        await serve.KillAsync();
    }

    private async Task SetStateAsync(string state)
    {
        using var database = Database.Open(Path.Combine(Data, "search.db"));
        await database.WriteAsync(data => data.Settings.WriteAsync("first-start", state));
    }

    private async Task<(long Articles, int Alerts)> CountAsync()
    {
        using var database = Database.Open(Path.Combine(Data, "search.db"));
        return await database.ReadAsync(async data => (await data.Articles.CountSamplesAsync(), (await data.Alerts.ListAsync()).Count));
    }
}
