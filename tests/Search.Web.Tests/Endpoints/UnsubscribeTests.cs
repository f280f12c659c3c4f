using System.Net;
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
        Assert.Equal("Come back", System.Text.RegularExpressions.Regex.Match(page, "<button[^>]*>([^<]*)</button>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value);
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
