using System.Net;
using System.Text.Json;
using Search.Alerts.Editing;
using Search.Data.Alerts;
using Search.Data.Outbox;

namespace Search.Web.Tests.Endpoints;

public sealed class AlertTests : IAsyncLifetime
{
    private WebWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Fighters in Qalamoun", "An incursion."), WebWorld.Article("a2", "Snow in Qalamoun"));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_search_leads_to_a_form_that_shows_what_it_would_have_found()
    {
        var page = await _world.ReadAsync("/alerts/new?q=Qalamoun");
        Assert.Contains("name=\"query\"", page, StringComparison.Ordinal);
        Assert.Contains("2 of the 2 articles that came in", page, StringComparison.Ordinal);
        Assert.Contains("Snow in Qalamoun", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"wide\" open", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_the_few_usual_fields_is_enough()
    {
        var alert = await CreateAsync(("query", "Qalamoun AND incursion"), ("to", "a@example.org, b@example.org"), ("rate", "daily"), ("at", "06:30"), ("zone", "Asia/Beirut"), ("fold", "on"));
        Assert.Equal(("Qalamoun AND incursion", "Qalamoun AND incursion", "daily 06:30", "Asia/Beirut"), (alert.Name, alert.Query, alert.Rate, alert.Zone));
        Assert.Equal(["a@example.org", "b@example.org"], (await PeopleAsync(alert)).Select(person => person.Address).Order());
        Assert.Contains("Qalamoun AND incursion", await _world.ReadAsync("/alerts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weekly", "wed", "weekdays wed 07:00")]
    [InlineData("weekdays", "wed", "weekdays mon,tue,wed,thu,fri 07:00")]
    [InlineData("monthly", "31", "monthly 31 07:00")]
    [InlineData("immediate", "", "immediate")]
    [InlineData("off", "", "off")]
    public async Task An_edit_that_changes_nothing_changes_nothing(string rate, string day, string stored)
    {
        var before = await CreateAsync(("query", "Qalamoun"), ("to", "a@example.org"), ("rate", rate), ("at", "07:00"), ("day", day), ("zone", "UTC"), ("quiet_from", "22:00"), ("quiet_to", "06:00"));
        Assert.Equal(stored, before.Rate);
        var form = Fields(await _world.ReadAsync("/alerts/" + before.Id));

        using var response = await _world.PostAsync("/alerts/" + before.Id, [.. form, ("do", "save")]);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var after = await FindAsync(before.Id);
        Assert.Equal(before.ToDraft(), after!.ToDraft());
    }

    [Fact]
    public async Task An_edit_changes_query_and_people()
    {
        var alert = await CreateAsync(("query", "Qalamoun"), ("to", "a@example.org"), ("rate", "daily"), ("at", "07:00"), ("zone", "UTC"));
        using var response = await _world.PostAsync("/alerts/" + alert.Id, ("query", "Hama"), ("name", "Hama"), ("to", "c@example.org"), ("rate", "hourly"), ("zone", "UTC"), ("do", "save"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(("Hama", "hourly", 2), ((await FindAsync(alert.Id))!.Query, (await FindAsync(alert.Id))!.Rate, (await FindAsync(alert.Id))!.Version));
        Assert.Equal(["c@example.org"], (await PeopleAsync(alert)).Where(person => person.UnsubscribedAt is null).Select(person => person.Address));
    }

    [Fact]
    public async Task A_preview_stores_nothing()
    {
        using var response = await _world.PostAsync("/alerts", ("query", "Snow"), ("to", ""), ("rate", "daily"), ("at", "07:00"), ("zone", "nowhere"), ("do", "preview"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("1 of the 2 articles", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await _world.Database.ReadAsync(data => data.Alerts.ListAsync()));
    }

    [Fact]
    public async Task Mistakes_are_told_together_and_what_was_typed_stays()
    {
        using var response = await _world.PostAsync("/alerts", ("query", "(Qalamoun"), ("to", "nobody"), ("rate", "daily"), ("at", "25:00"), ("zone", "Mars/Base"), ("do", "save"));
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("'nobody' is not a mail address", page, StringComparison.Ordinal);
        Assert.Contains("'Mars/Base' is not a time zone", page, StringComparison.Ordinal);
        Assert.Contains("not a time of day", page, StringComparison.Ordinal);
        Assert.Contains("value=\"(Qalamoun\"", page, StringComparison.Ordinal);
        Assert.Empty(await _world.Database.ReadAsync(data => data.Alerts.ListAsync()));
    }

    [Fact]
    public async Task A_query_of_everything_is_refused_as_an_alert()
    {
        using var response = await _world.PostAsync("/alerts", ("query", "*:*"), ("to", "a@example.org"), ("rate", "daily"), ("zone", "UTC"), ("do", "save"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Pause_resume_and_removal_take_effect()
    {
        var alert = await _world.AddAlertAsync("Watch", "Qalamoun");

        using var paused = await _world.PostAsync($"/alerts/{alert.Id}/pause");
        Assert.NotNull((await FindAsync(alert.Id))!.PausedAt);
        Assert.Contains("paused", await _world.ReadAsync(paused.Headers.Location!.OriginalString), StringComparison.Ordinal);

        using var resumed = await _world.PostAsync($"/alerts/{alert.Id}/resume");
        Assert.Null((await FindAsync(alert.Id))!.PausedAt);

        using var removed = await _world.PostAsync($"/alerts/{alert.Id}/remove");
        Assert.DoesNotContain("Watch", await _world.ReadAsync("/alerts"), StringComparison.Ordinal);
        await _world.ReadAsync("/alerts/" + alert.Id, HttpStatusCode.NotFound);
        using var again = await _world.PostAsync($"/alerts/{alert.Id}/pause");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("collect", "", "told when it goes on")]
    [InlineData("discard", "", "never told")]
    [InlineData("discard", "2015-03-20", "20 Mar 2015")]
    public async Task A_pause_is_shown_as_it_was_chosen(string mode, string until, string shown)
    {
        var alert = await _world.AddAlertAsync("Watch", "Qalamoun");
        using var paused = await _world.PostAsync($"/alerts/{alert.Id}/pause", ("mode", mode), ("until", until));
        Assert.Contains(shown, await _world.ReadAsync(paused.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(mode == "discard" ? PauseMode.Discard : PauseMode.Collect, (await FindAsync(alert.Id))!.PauseMode);
    }

    [Fact]
    public async Task A_pause_that_ended_before_it_began_is_refused()
    {
        var alert = await _world.AddAlertAsync("Watch", "Qalamoun");
        using var response = await _world.PostAsync($"/alerts/{alert.Id}/pause", ("until", "2015-03-01"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null((await FindAsync(alert.Id))!.PausedAt);
    }

    [Fact]
    public async Task People_stand_on_the_page_with_what_they_answered()
    {
        var alert = await CreateAsync(("query", "Qalamoun"), ("to", "owner@example.org"), ("rate", "daily"), ("at", "07:00"), ("zone", "UTC"));
        using var asked = await _world.PostAsync(
            "/alerts/" + alert.Id, ("query", "Qalamoun"), ("to", "owner@example.org, ann@example.org, bob@example.org"), ("rate", "daily"), ("zone", "UTC"), ("ask_consent", "on"), ("do", "save"));
        var consent = (await _world.Database.ReadAsync(data => data.Consents.OfOwnerAsync(alert.OwnerId)))[^1];
        await new ConsentAnswers(_world.Database).RefuseAsync(consent.Token);
        await _world.Database.WriteAsync(data => data.Recipients.SuspendAsync(alert.OwnerId, "550 no such user"));

        var page = await _world.ReadAsync("/alerts/" + alert.Id);

        Assert.Contains("waiting for an answer", page, StringComparison.Ordinal);
        Assert.Contains("refused", page, StringComparison.Ordinal);
        Assert.Contains("550 no such user", page, StringComparison.Ordinal);
        Assert.Contains("ann@example.org (waiting for an answer)", Tagless(await _world.ReadAsync("/alerts")), StringComparison.Ordinal);
        using var reinstated = await _world.PostAsync($"/alerts/{alert.Id}/reinstate", ("person", alert.OwnerId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("Mail goes there again", await _world.ReadAsync(reinstated.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Null((await _world.Database.ReadAsync(data => data.Recipients.FindAsync(alert.OwnerId)))!.SuspendedAt);
    }

    [Fact]
    public async Task A_broken_alert_says_so_and_a_mended_query_keeps_the_other_fields()
    {
        var alert = await _world.AddAlertAsync("Watch", "Qalamoun");
        await _world.Database.WriteAsync(data => data.Alerts.MarkBrokenAsync(alert.AlertId, "too many clauses"));
        var page = await _world.ReadAsync($"/alerts/{alert.Id}?query=Hama");
        Assert.Contains("too many clauses", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Hama\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Watch\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_is_written_and_tells_nothing_as_told()
    {
        var alert = await _world.AddAlertAsync("Watch", "Qalamoun");
        using var response = await _world.PostAsync($"/alerts/{alert.Id}/test");
        Assert.StartsWith("/outbox", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var mail = Assert.Single(await _world.Database.ReadAsync(data => data.Outbox.NewestAsync(10)));
        Assert.Equal(OutboxKind.Test, mail.Kind);
        Assert.Equal(0, await _world.Database.ReadAsync(data => data.Matches.CountAsync(alert.AlertId)));
    }

    [Fact]
    public async Task A_test_mail_of_an_alert_that_found_nothing_says_so()
    {
        var alert = await _world.AddAlertAsync("Watch", "nothingofthekind");
        using var response = await _world.PostAsync($"/alerts/{alert.Id}/test");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("found nothing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_alert_found_is_listed_and_sent_on_demand()
    {
        var alert = (await _world.Editor.AddAsync(new AlertRequest { Name = "Watch", Query = "Qalamoun", Rate = "daily 07:00", To = ["owner@example.org"], Operator = true })).Alert!;
        await _world.AddArticlesAsync(WebWorld.Article("a3", "Later in Qalamoun"));

        using var response = await _world.PostAsync($"/alerts/{alert.Id}/run");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var mail = Assert.Single(_world.Transport.Mails);
        Assert.Equal("owner@example.org", mail.Envelope.Recipient);
        var page = await _world.ReadAsync("/alerts/" + alert.Id);
        Assert.Contains("Later in Qalamoun", page, StringComparison.Ordinal);
        Assert.Contains("/outbox/1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_lists_alerts()
    {
        await _world.AddAlertAsync("Watch", "Qalamoun");
        using var json = JsonDocument.Parse(await _world.SourceAsync("/api/v1/alerts"));
        var alert = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("Watch", alert.GetProperty("name").GetString());
        Assert.Equal("owner@example.org", alert.GetProperty("to")[0].GetString());
        Assert.False(alert.GetProperty("paused").GetBoolean());
    }

    private async Task<Alert> CreateAsync(params (string, string)[] fields)
    {
        using var response = await _world.PostAsync("/alerts", [.. fields, ("do", "save")]);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        var path = response.Headers.Location!.OriginalString;
        Assert.Contains("The alert is saved.", await _world.ReadAsync(path), StringComparison.Ordinal);
        return (await FindAsync(path["/alerts/".Length..path.IndexOf('?', StringComparison.Ordinal)]))!;
    }

    private Task<Alert?> FindAsync(string id) => _world.Database.ReadAsync(data => data.Alerts.FindAsync(id));

    private Task<IReadOnlyList<Subscription>> PeopleAsync(Alert alert) => _world.Database.ReadAsync(data => data.Subscriptions.OfAlertAsync(alert.AlertId));

    private static string Tagless(string page) => System.Text.RegularExpressions.Regex.Replace(page, "<[^>]*>", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>What a browser would send of the alert form as it stands.</summary>
    private static List<(string, string)> Fields(string page) => FormFields.Of(page, "<form method=\"post\" action=\"/alerts/");
}
