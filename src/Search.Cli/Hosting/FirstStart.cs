using Search.Alerts.Editing;
using Search.Ingest.Samples;

namespace Search.Cli.Hosting;

/// <summary>What a service finds that has no data yet: fictional sample articles, and before them an alert that they satisfy, so that its first digest comes by itself.</summary>
internal static class FirstStart
{
    private const string DoneSetting = "first-start";

    public static async Task PrepareAsync(Engine engine, CancellationToken cancellationToken)
    {
        var isFirst = await engine.Database.WriteAsync(
            async data =>
            {
                var fresh = await data.Settings.ReadAsync(DoneSetting) is null && await data.Articles.LastSeqAsync() == 0
                    && (await data.Sources.ListAsync()).Count == 0 && (await data.Alerts.ListAsync()).Count == 0;
                await data.Settings.WriteAsync(DoneSetting, "done");
                return fresh;
            },
            cancellationToken);
        if (!isFirst)
            return;
        await engine.Editor.AddAsync(
            new AlertRequest
            {
                Name = "Sample: Qalamoun",
                Query = "Qalamoun AND incursion",
                Rate = "immediate",
                To = ["you@example.org"],
                Operator = true,
                Sample = true,
            },
            cancellationToken);
        await SampleData.LoadAsync(engine.Database, cancellationToken);
    }
}
