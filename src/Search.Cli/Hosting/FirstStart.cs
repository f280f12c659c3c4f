using Search.Alerts.Editing;
using Search.Data;
using Search.Ingest.Samples;

namespace Search.Cli.Hosting;

/// <summary>
/// What a service finds that has no data yet: fictional sample articles, and before them an alert that they satisfy, so that its first
/// digest comes by itself. Killed between its steps, the next start goes on with it.
/// </summary>
internal static class FirstStart
{
    private const string Setting = "first-start";
    private const string Begun = "begun";
    private const string Done = "done";

    public static async Task PrepareAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (await engine.Database.WriteAsync(BeginAsync, cancellationToken) == Done)
            return;
        var alerts = await engine.Database.ReadAsync(data => data.Alerts.ListAsync(), cancellationToken);
        if (alerts.Count == 0)
            await engine.Editor.AddAsync(SampleAlert(), cancellationToken);
        await SampleData.LoadAsync(engine.Database, cancellationToken);
        await engine.Database.WriteAsync(data => data.Settings.WriteAsync(Setting, Done), cancellationToken);
    }

    /// <summary>Where the first start stands; it begins only in a folder that has nothing.</summary>
    private static async Task<string> BeginAsync(DataSession data)
    {
        if (await data.Settings.ReadAsync(Setting) is { } state)
            return state;
        var fresh = await data.Articles.LastSeqAsync() == 0 && (await data.Sources.ListAsync()).Count == 0 && (await data.Alerts.ListAsync()).Count == 0;
        await data.Settings.WriteAsync(Setting, fresh ? Begun : Done);
        return fresh ? Begun : Done;
    }

    private static AlertRequest SampleAlert() => new()
    {
        Name = "Sample: Qalamoun",
        Query = "Qalamoun AND incursion",
        Rate = "immediate",
        To = ["you@example.org"],
        Operator = true,
        Sample = true,
    };
}
