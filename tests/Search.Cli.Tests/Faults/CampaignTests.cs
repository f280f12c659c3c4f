using Search.Testing;
using Xunit.Abstractions;

namespace Search.Cli.Tests.Faults;

/// <summary>
/// kill -9 at random moments: no match is lost, none recorded twice, each mail is delivered at least once, a repeat is the same bytes under
/// the same Message-ID, and none begins after its reader has left. <c>SEARCH_FAULT_KILLS</c> and <c>SEARCH_FAULT_SEED</c> set how many kills
/// and which.
/// </summary>
public sealed class CampaignTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kills_on_SQLite_lose_nothing_and_double_nothing()
    {
        var data = _folder.File("data");
        await using var campaign = new Campaign(FaultDatabase.Sqlite(data), CampaignSize.Read(kills: 8), data);
        await campaign.HoldsAsync(output);
    }
}
