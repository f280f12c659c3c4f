using Search.Testing;
using Xunit.Abstractions;

namespace Search.Cli.Tests.Faults;

/// <summary>The campaigns of <see cref="CampaignTests"/> and <see cref="KillAtStepTests"/> on a PostgreSQL of their own, and what only it can meet: two nodes, and a database that goes away.</summary>
public sealed class PostgresTests(ITestOutputHelper output, PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Steps => [.. KillAtStep.Steps];

    public static TheoryData<string> StepsOfService => [.. KillAtStep.StepsOfService];

    public static TheoryData<string> StepsOfRebuilding => [.. KillAtStep.StepsOfRebuilding];

    public void Dispose() => _folder.Dispose();

    [PeerTheory(Peer.PostgreSql)]
    [MemberData(nameof(Steps))]
    public async Task A_command_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        await KillAtStep.OfCommandAsync(await FaultDatabase.PostgresAsync(postgres.Server), _folder.File("data"), step);

    [PeerTheory(Peer.PostgreSql)]
    [MemberData(nameof(StepsOfService))]
    public async Task A_service_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        await KillAtStep.OfServiceAsync(await FaultDatabase.PostgresAsync(postgres.Server), _folder.File("data"), step);

    [PeerTheory(Peer.PostgreSql)]
    [MemberData(nameof(StepsOfRebuilding))]
    public async Task A_service_killed_at_a_step_of_a_rebuild_leaves_it_to_the_command_that_waits(string step) =>
        await KillAtStep.OfRebuildingServiceAsync(await FaultDatabase.PostgresAsync(postgres.Server), _folder.File("data"), step);

    [PeerFact(Peer.PostgreSql)]
    public async Task Kills_on_PostgreSQL_lose_nothing_and_double_nothing()
    {
        await using var campaign = new Campaign(await FaultDatabase.PostgresAsync(postgres.Server), CampaignSize.Read(kills: 8), _folder.File("data"));
        await campaign.HoldsAsync(output);
    }

    [PeerFact(Peer.PostgreSql)]
    public async Task Of_two_nodes_one_may_be_killed_for_good()
    {
        var size = CampaignSize.Read(kills: 8);
        await using var campaign = new Campaign(await FaultDatabase.PostgresAsync(postgres.Server), size, _folder.File("one"), _folder.File("two"))
        {
            Between = (campaign, kills) => kills * 2 > size.Kills && campaign.Nodes.Count == 2 ? campaign.RetireAsync(campaign.Nodes[1]) : Task.CompletedTask,
        };
        await campaign.HoldsAsync(output);
        Assert.Single(campaign.Nodes);
    }

    [PeerFact(Peer.PostgreSql)]
    public async Task The_database_may_be_restarted_under_load()
    {
        var restarts = 0;
        await using var campaign = new Campaign(await FaultDatabase.PostgresAsync(postgres.Server), CampaignSize.Read(kills: 8), _folder.File("one"), _folder.File("two"))
        {
            ForgivesComplaints = true,
            Meanwhile = async random =>
            {
                await Task.Delay(random.Next(1_000));
                // Once in any case: in eight rounds chance alone left it out now and then.
                if (restarts == 0 || random.Next(3) == 0)
                {
                    await postgres.Server.RestartAsync();
                    restarts++;
                }
            },
        };
        await campaign.HoldsAsync(output);
        Assert.NotEqual(0, restarts);
    }
}
