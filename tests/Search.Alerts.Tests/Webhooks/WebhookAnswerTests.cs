using Search.Alerts.Webhooks;

namespace Search.Alerts.Tests.Webhooks;

public sealed class WebhookAnswerTests
{
    [Theory]
    [InlineData(200, WebhookOutcome.Taken)]
    [InlineData(204, WebhookOutcome.Taken)]
    [InlineData(299, WebhookOutcome.Taken)]
    [InlineData(301, WebhookOutcome.Refused)]
    [InlineData(304, WebhookOutcome.Refused)]
    [InlineData(400, WebhookOutcome.Refused)]
    [InlineData(401, WebhookOutcome.Refused)]
    [InlineData(404, WebhookOutcome.Refused)]
    [InlineData(408, WebhookOutcome.Later)]
    [InlineData(410, WebhookOutcome.Gone)]
    [InlineData(413, WebhookOutcome.Refused)]
    [InlineData(425, WebhookOutcome.Later)]
    [InlineData(429, WebhookOutcome.Later)]
    [InlineData(500, WebhookOutcome.Later)]
    [InlineData(503, WebhookOutcome.Later)]
    [InlineData(599, WebhookOutcome.Later)]
    [InlineData(null, WebhookOutcome.Later)]
    public void A_status_means(int? status, WebhookOutcome outcome) => Assert.Equal(outcome, new WebhookAnswer(status, "").Outcome);
}
