using System.Net;
using Search.Alerts.Editing;
using Search.Data.Alerts;

namespace Search.Web.Tests.Endpoints;

public sealed class UnsubscribeTests : IAsyncLifetime
{
    private WebWorld _world = null!;
    private Alert _alert = null!;
    private Subscription _subscription = null!;

    public async Task InitializeAsync()
    {
        _world = await WebWorld.StartAsync();
        _alert = await _world.AddAlertAsync("Qalamoun watch", "Qalamoun");
        _subscription = await SubscriptionAsync();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Opening_the_link_shows_a_button_and_changes_nothing()
    {
        for (var i = 0; i < 3; i++)
        {
            var page = await _world.ReadAsync("/unsubscribe/" + _subscription.Token);
            Assert.Contains("Qalamoun watch", page, StringComparison.Ordinal);
            Assert.Contains("owner@example.org", page, StringComparison.Ordinal);
            Assert.Contains("<button", page, StringComparison.Ordinal);
        }
        Assert.Null((await SubscriptionAsync()).UnsubscribedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe=One-Click")]
    public async Task One_post_without_cookie_or_login_stops_the_alert_and_a_second_is_fine(string body)
    {
        using var mailProgram = _world.NewClient();
        for (var i = 0; i < 2; i++)
        {
            using var content = new StringContent(body, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
            using var response = await mailProgram.PostAsync(new Uri("/unsubscribe/" + _subscription.Token, UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotNull((await SubscriptionAsync()).UnsubscribedAt);
        }
        var page = await _world.ReadAsync("/unsubscribe/" + _subscription.Token);
        Assert.Contains("stopped already", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Unsubscribe</button>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multipart_post_stops_too_and_no_answer_sets_a_cookie_or_leads_elsewhere()
    {
        using var mailProgram = _world.NewClient();
        for (var i = 0; i < 2; i++)
        {
            using var content = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
            using var response = await mailProgram.PostAsync(new Uri("/unsubscribe/" + _subscription.Token, UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.Null(response.Headers.Location);
        }
        Assert.NotNull((await SubscriptionAsync()).UnsubscribedAt);
    }

    [Fact]
    public async Task A_person_comes_back_by_the_pages_own_button_only()
    {
        var path = "/unsubscribe/" + _subscription.Token;
        using var stopped = await WebWorld.SendAsync(_world.Client, path);
        Assert.Contains($"href=\"{path}\"", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var without = await WebWorld.SendAsync(_world.Client, path + "/back");
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.NotNull((await SubscriptionAsync()).UnsubscribedAt);

        var page = await _world.SourceAsync(path);
        Assert.Contains("Come back", page, StringComparison.Ordinal);
        using var back = await WebWorld.SendAsync(_world.Client, path + "/back", ("__RequestVerificationToken", WebWorld.TokenIn(page)));
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Null((await SubscriptionAsync()).UnsubscribedAt);
    }

    [Fact]
    public async Task Whom_the_owner_took_out_is_offered_no_way_back()
    {
        await _world.Editor.UpdateAsync(_alert.AlertId, AlertRequest.Of(_alert) with { To = ["other@example.org"], Operator = true });
        var token = (await _world.Database.ReadAsync(data => data.Subscriptions.FindAsync(_subscription.SubscriptionId)))!.Token;
        Assert.DoesNotContain("Come back", await _world.ReadAsync("/unsubscribe/" + token), StringComparison.Ordinal);
        using var response = await _world.PostAsync($"/unsubscribe/{token}/back");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_none_is_answered_no_sooner_than_one_that_is()
    {
        foreach (var token in (string[])["none", _subscription.Token])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            using var response = await WebWorld.SendAsync(_world.Client, "/unsubscribe/" + token);
            Assert.True(watch.ElapsedMilliseconds >= 55, $"{token}: {watch.ElapsedMilliseconds} ms");
        }
    }

    [Fact]
    public async Task A_post_with_no_body_at_all_is_enough()
    {
        using var response = await _world.NewClient().PostAsync(new Uri("/unsubscribe/" + _subscription.Token, UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull((await SubscriptionAsync()).UnsubscribedAt);
    }

    [Fact]
    public async Task A_persons_token_stops_everything_to_the_address()
    {
        var other = await _world.AddAlertAsync("Hama watch", "Hama");
        var person = (await _world.Database.ReadAsync(data => data.Recipients.FindAsync(_subscription.RecipientId)))!;
        Assert.Contains("every mail", await _world.ReadAsync("/unsubscribe/" + person.Token), StringComparison.Ordinal);

        using var response = await WebWorld.SendAsync(_world.NewClient(), "/unsubscribe/" + person.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await _world.AddArticlesAsync(WebWorld.Article("a1", "Qalamoun and Hama"));
        await _world.TellAsync();
        Assert.Empty(_world.Transport.Mails);
        Assert.NotEqual(_alert.AlertId, other.AlertId);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("%27%20OR%201=1--")]
    public async Task A_token_that_is_none_is_not_found_either_way(string token)
    {
        await _world.ReadAsync("/unsubscribe/" + token, HttpStatusCode.NotFound);
        using var response = await WebWorld.SendAsync(_world.Client, "/unsubscribe/" + token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null((await SubscriptionAsync()).UnsubscribedAt);
    }

    private async Task<Subscription> SubscriptionAsync() => (await _world.Database.ReadAsync(data => data.Subscriptions.OfAlertAsync(_alert.AlertId))).Single();
}
