using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>kill -9 at each named step, on SQLite.</summary>
public sealed class KillAtStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Steps => [.. KillAtStep.Steps];

    public static TheoryData<string> StepsOfService => [.. KillAtStep.StepsOfService];

    public static TheoryData<string> StepsOfRebuilding => [.. KillAtStep.StepsOfRebuilding];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public Task A_command_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        KillAtStep.OfCommandAsync(FaultDatabase.Sqlite(Data), Data, step);

    [Theory]
    [MemberData(nameof(StepsOfService))]
    public Task A_service_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        KillAtStep.OfServiceAsync(FaultDatabase.Sqlite(Data), Data, step);

    [Theory]
    [MemberData(nameof(StepsOfRebuilding))]
    public Task A_rebuild_killed_at_a_step_leaves_the_index_whole_and_tells_nothing_again(string step) =>
        KillAtStep.OfRebuildingCommandAsync(FaultDatabase.Sqlite(Data), Data, step);

    [Theory]
    [MemberData(nameof(StepsOfRebuilding))]
    public Task A_service_killed_at_a_step_of_a_rebuild_leaves_it_to_the_command_that_waits(string step) =>
        KillAtStep.OfRebuildingServiceAsync(FaultDatabase.Sqlite(Data), Data, step);

    private string Data => _folder.File("data");
}
