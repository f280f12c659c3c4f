namespace Search.Alerts.Tests.Editing;

/// <summary>
/// What changes of alerts, people and articles do to what is told: the table of the product's promises, through the real stages. Each row
/// has steps (<see cref="ChangeStory"/>) and, for each <c>tell</c> among them, the mails that left: person, then articles; in brackets those
/// that are counted and not shown, <c>*</c> for "changed since you were told", <c>~</c> for "as the query stood before".
/// </summary>
public sealed class ChangesTests
{
    public static TheoryData<string, string, string> Table => new()
    {
        // change                           what happens                                                                      what is told
        { "new",                            "article 1; add; article 2; tell",                                                "owner: 2" },
        { "new, with the last 7 days",      "article 1; wait 10; article 2; add past; article 3; tell",                       "owner: 2 3" },
        { "edit",                           "add; article 1; article 2 Hama; query Hama; article 3; article 4 Hama; tell",    "owner: 1~ 4" },
        { "edit, before it was matched",    "add; article 1; tell; query Hama; article 2; tell; article 3 Hama; tell",        "owner: 1 / - / owner: 3" },
        { "pause, collecting",              "add; article 1; pause collect; article 2; tell; resume; tell",                   "- / owner: 1 2" },
        { "pause, discarding",              "add; article 1; match; pause discard; article 2; tell; resume; article 3; tell", "- / owner: 1 3" },
        { "pause until a day",              "add; pause collect 2; article 1; tell; wait 1; tell; wait 1; tell",              "- / - / owner: 1" },
        { "resume before its day",          "add; pause collect 2; article 1; tell; resume; tell; wait 2; tell",              "- / owner: 1 / -" },
        { "off",                            "add; article 1; compose; off; article 2; tell; rate immediate; article 3; tell", "- / owner: 1 3" },
        { "delete",                         "add; article 1; compose; delete; article 2; tell",                               "-" },
        { "unsubscribe one alert",          "add; add Hama; article 1 Qalamoun Hama; compose; stop Qalamoun; tell",           "owner: 1" },
        { "unsubscribe from all",           "add; add Hama; article 1 Qalamoun Hama; compose; stop all; article 2; tell",     "-" },
        { "come back to one alert",         "add; article 1; compose; stop Qalamoun; article 2; tell; back; tell",            "- / owner: 1 2" },
        { "come back to all",               "add; article 1; compose; stop all; article 2; tell; back; tell",                 "- / owner: 1 2" },
        { "not asked yet, then agreed",     "add ask; article 1; tell; agree owner; tell",                                    "- / owner: 1" },
        { "refuse",                         "add; to owner ann; article 1; compose; refuse ann; tell; article 2; tell",       "owner: 1 / owner: 2" },
        { "refuse, then agree",             "add; refuse owner; article 1; tell; agree owner; tell",                          "- / owner: 1" },
        { "revision",                       "add; article 1; tell; article 1 Qalamoun again; tell",                           "owner: 1 / -" },
        { "revision, tell me again",        "add again; article 1; tell; article 1 Qalamoun anew; tell",                      "owner: 1 / owner: 1*" },
        { "revision that is back",          "add again; article 1; article 1 Qalamoun anew; tell; article 1; tell",           "owner: 1 / -" },
        { "revision that matches first",    "add; article 1 Weather; tell; article 1 Qalamoun; tell",                         "- / owner: 1" },
        { "revision before the mail",       "add; article 1; match; article 1 Qalamoun anew; tell",                           "owner: 1" },
        { "near-duplicate",                 "add; article 1; copy 2 of 1; tell",                                              "owner: 1 (2)" },
        { "near-duplicate, later",          "add; article 1; tell; copy 2 of 1; tell; article 3; tell",                       "owner: 1 / - / owner: (2) 3" },
        { "near-duplicate, not folded",     "add unfolded; article 1; tell; copy 2 of 1; tell",                               "owner: 1 / owner: 2" },
        { "suspended, then reinstated",     "add; article 1; refusing; tell; taking; article 2; tell; reinstate; tell",       "- / - / owner: 1 2" },
        { "suspended, others go on",        "add; to owner ann; article 1; refusing ann; tell; article 2; tell",              "owner: 1 / owner: 2" },
        { "other rate, sooner",             "add daily; article 1; tell; rate immediate; tell",                               "- / owner: 1" },
        { "other rate, later",              "add; article 1; match; rate daily; tell; wait 1; tell",                          "- / owner: 1" },
        { "person added later",             "add; article 1; tell; to owner ann; tell; article 2; tell",                      "owner: 1 / - / ann: 2, owner: 2" },
        { "person removed",                 "add; to owner ann; article 1; compose; to owner; tell",                          "owner: 1" },
        { "person removed and added",       "add; to owner ann; to owner; article 1; tell; to owner ann; article 2; tell",    "owner: 1 / ann: 2, owner: 2" },
        { "article taken down",             "add; article 1; article 2; compose; takedown 1; tell",                           "owner: 2" },
        { "late-dated article",             "add; old 1; tell",                                                               "owner: 1" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_change_tells_what_is_promised(string change, string steps, string told)
    {
        using var story = new ChangeStory();
        foreach (var step in steps.Split(';', StringSplitOptions.TrimEntries))
            await story.StepAsync(step);

        Assert.True(told == story.Told, $"{change}: {steps}\npromised: {told}\ntold:     {story.Told}");
    }
}
