using Search.Data;

namespace Search.Cli.Tests.Faults;

/// <summary>A process is killed at one step, everything runs again, and each person has been told once, or twice by the same bytes where the server already had the mail.</summary>
internal static class KillAtStep
{
    public static IEnumerable<string> Steps => CrashPoints.Names;

    /// <summary>A service passes these by itself once others have left work for it.</summary>
    public static IEnumerable<string> StepsOfService => CrashPoints.Names.Where(step => !step.StartsWith("article", StringComparison.Ordinal));

    /// <summary>Of writing the index anew.</summary>
    public static IEnumerable<string> StepsOfRebuilding => CrashPoints.OfRebuilding;

    public static async Task OfCommandAsync(FaultDatabase database, string dataFolder, string step)
    {
        await using var scene = new StepScene(database, dataFolder);
        await scene.PrepareAsync();
        if (!StepScene.IsOfIndexing(step))
            await scene.IndexAsync();
        await scene.DieInCommandAsync(step);
        await scene.SettleAsync();
        await scene.HoldsAsync(step);
    }

    public static async Task OfServiceAsync(FaultDatabase database, string dataFolder, string step)
    {
        await using var scene = new StepScene(database, dataFolder);
        await scene.PrepareAsync();
        if (StepScene.IsOfIndexing(step))
            await scene.DieInCommandAsync("article-committed");
        else
            await LeaveForServiceAsync(scene, step);
        await scene.DieInServiceAsync(step);
        await scene.SettleAsync();
        await scene.HoldsAsync(step);
    }

    /// <summary>A rebuild by a command that dies, after everything was told: the next commands end it, and nothing is told again.</summary>
    public static async Task OfRebuildingCommandAsync(FaultDatabase database, string dataFolder, string step)
    {
        await using var scene = new StepScene(database, dataFolder);
        await scene.PrepareAsync();
        await scene.SettleAsync();
        await scene.DieInRebuildAsync(step);
        await scene.RebuildAsync();
        await scene.SettleAsync();
        await scene.HoldsAsync(step);
    }

    /// <summary>A rebuild by a service that dies: the command that asked for it, and waits, does it itself.</summary>
    public static async Task OfRebuildingServiceAsync(FaultDatabase database, string dataFolder, string step)
    {
        await using var scene = new StepScene(database, dataFolder);
        await scene.PrepareAsync();
        await scene.SettleAsync();
        await scene.DieInServiceRebuildAsync(step);
        await scene.SettleAsync();
        await scene.HoldsAsync(step);
    }

    /// <summary>An immediate alert waits for company: a command that makes it due dies with the mail unwritten, or unsent.</summary>
    private static async Task LeaveForServiceAsync(StepScene scene, string step)
    {
        await scene.IndexAsync();
        await scene.DieInCommandAsync(step.StartsWith("digest", StringComparison.Ordinal) ? "digest-composed" : "delivery-claimed");
    }
}
