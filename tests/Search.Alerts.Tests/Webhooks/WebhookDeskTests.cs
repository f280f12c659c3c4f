using Search.Alerts.Webhooks;
using Search.Data.Alerts;
using Search.Ingest.Fetching;
using Search.Testing;

namespace Search.Alerts.Tests.Webhooks;

public sealed class WebhookDeskTests
{
    [Theory]
    [InlineData("ftp://example.org/x", "not a web address")]
    [InlineData("file:///etc/passwd", "not a web address")]
    [InlineData("javascript:alert(1)", "not a web address")]
    [InlineData("gopher://example.org:25/_x", "not a web address")]
    [InlineData("example.org/hook", "not a web address")]
    [InlineData("//example.org/hook", "not a web address")]
    [InlineData("/hook", "not a web address")]
    [InlineData("", "not a web address")]
    [InlineData("http:///hook", "not a web address")]
    [InlineData("https://", "not a web address")]
    [InlineData("https://example.org:99999/", "not a web address")]
    [InlineData("https://user:secret@example.org/", "user name or password")]
    [InlineData("https://user@example.org/", "user name or password")]
    [InlineData("https://@example.org/", "user name or password")]
    [InlineData("https://example.org/#part", "fragment")]
    [InlineData("https://example.org/#", "fragment")]
    [InlineData("https://example.org/a b", "blanks")]
    [InlineData("https://example.org/a\r\nHost: evil", "blanks")]
    [InlineData("https://example.org\\@evil.org/", "backslashes")]
    public async Task An_address_that_can_not_be_called_is_refused_with_a_reason(string url, string reason)
    {
        await using var world = await WebhookWorld.StartAsync();
        var (webhook, problem) = await new WebhookDesk(world.Alerts.Database).AddAsync(world.Alert.AlertId, url);

        Assert.Null(webhook);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_absurd_length_is_refused()
    {
        await using var world = await WebhookWorld.StartAsync();
        var (_, problem) = await new WebhookDesk(world.Alerts.Database).AddAsync(world.Alert.AlertId, "https://example.org/" + new string('x', 2_000));
        Assert.Contains("longer than", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_has_a_secret_of_its_own_and_an_address_is_taken_once()
    {
        await using var world = await WebhookWorld.StartAsync();
        var desk = new WebhookDesk(world.Alerts.Database);
        var (webhook, _) = await desk.AddAsync(world.Alert.AlertId, " https://example.org/a?k=1@2 ");
        var (twice, problem) = await desk.AddAsync(world.Alert.AlertId, "https://example.org/a?k=1@2");

        Assert.Equal("https://example.org/a?k=1@2", webhook!.Url);
        Assert.StartsWith("whsec_", webhook.Secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(webhook.Secret["whsec_".Length..]).Length);
        Assert.NotEqual(world.Webhook.Secret, webhook.Secret);
        Assert.Null(twice);
        Assert.Contains("already", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_takes_its_calls_along_and_both_are_in_the_alerts_history()
    {
        await using var world = await WebhookWorld.StartAsync();
        var desk = new WebhookDesk(world.Alerts.Database);
        world.Receiver.Answer = Receiver.Status(500);
        await world.FindAsync("1");
        await world.Run.RunAsync();

        Assert.True(await desk.RemoveAsync(world.Webhook.WebhookId));
        Assert.False(await desk.RemoveAsync(world.Webhook.WebhookId));
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Run.RunAsync();
        Assert.Single(world.Receiver.Calls);
        var events = await world.Alerts.Database.ReadAsync(session => session.AlertEvents.NewestAsync(world.Alert.AlertId, 2));
        Assert.Equal([AlertEventKind.WebhookRemoved, AlertEventKind.WebhookAdded], events.Select(one => one.Kind));
        Assert.All(events, one => Assert.Equal(new Uri(world.Receiver.Url).Authority, one.Detail));
    }

    [Fact]
    public async Task A_test_is_signed_shows_the_newest_articles_and_changes_nothing()
    {
        await using var world = await WebhookWorld.StartAsync();
        using var handler = GuardedConnections.Handler(new FetchLimits { AllowLoopback = true });
        var desk = new WebhookDesk(world.Alerts.Database);
        await world.FindAsync("1", "2", "3", "4");
        world.Receiver.Answer = Receiver.Status(401, "who are you?");
        var answer = await desk.TestAsync(world.Webhook, world.Alerts.Settings, handler);

        Assert.Equal((401, "401 Unauthorized: who are you?", WebhookOutcome.Refused), (answer.Status, answer.Detail, answer.Outcome));
        var call = Assert.Single(world.Receiver.Calls);
        Assert.Equal("test", call.Json.GetProperty("type").GetString());
        Assert.Equal(["Qalamoun 4", "Qalamoun 3", "Qalamoun 2"], WebhookWorld.TitlesOf(call));
        Assert.Equal(WebhookSignature.Of(world.Webhook.Secret, call.Headers["webhook-id"], call.Headers["webhook-timestamp"], call.Text), call.Headers["webhook-signature"]);
        Assert.Empty(await world.CallsAsync());
        world.Receiver.Answer = Receiver.Status(204);
        await world.Run.RunAsync();
        Assert.Equal(4, world.Receiver.Calls[1].Json.GetProperty("articles").GetArrayLength());
    }
}
