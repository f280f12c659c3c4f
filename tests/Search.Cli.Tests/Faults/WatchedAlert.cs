namespace Search.Cli.Tests.Faults;

/// <summary>An alert of a campaign, with a second way to say what it finds.</summary>
/// <param name="Name">Without a colon, so that it can be read back from mails.</param>
/// <param name="Query">As its owner typed it.</param>
/// <param name="Finds">The same, over the marked words of an article.</param>
/// <param name="People">Addresses; the first owns it.</param>
internal sealed record WatchedAlert(string Name, string Query, Func<IReadOnlySet<string>, bool> Finds, IReadOnlyList<string> People)
{
    /// <summary>Alerts that overlap in what they find and in whom they tell.</summary>
    public static IReadOnlyList<WatchedAlert> Some(int people) =>
    [
        new("Storms", "storm", words => words.Contains("storm"), Every(people, 1, 0)),
        new("Floods or quakes", "flood OR quake", words => words.Contains("flood") || words.Contains("quake"), Every(people, 2, 0)),
        new("Storms at harbours", "storm AND harbour", words => words.Contains("storm") && words.Contains("harbour"), Every(people, 3, 1)),
        new("Grain ships", "\"grain ship\"", words => words.Contains("grain ship"), Every(people, 2, 1)),
        new("Borders without drought", "border NOT drought", words => words.Contains("border") && !words.Contains("drought"), Every(people, 4, 2)),
        new("Urgent", "title:urgent", words => words.Contains("urgent"), Every(people, 5, 3)),
    ];

    private static string[] Every(int people, int step, int first) =>
        [.. Enumerable.Range(0, people).Where(person => person % step == first % step).Select(person => $"reader{person:00}@example.org")];
}
