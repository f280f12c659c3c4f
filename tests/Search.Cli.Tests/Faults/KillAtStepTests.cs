using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>kill -9 at each named step, on SQLite.</summary>
public sealed class KillAtStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Steps => [.. KillAtStep.Steps];

    public static TheoryData<string> StepsOfService => [.. KillAtStep.StepsOfService];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public Task A_command_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        KillAtStep.OfCommandAsync(FaultDatabase.Sqlite(Data), Data, step);

    [Theory]
    [MemberData(nameof(StepsOfService))]
    public Task A_service_killed_at_a_step_loses_nothing_and_repeats_a_mail_only_where_the_server_had_it(string step) =>
        KillAtStep.OfServiceAsync(FaultDatabase.Sqlite(Data), Data, step);

    private string Data => _folder.File("data");
}
