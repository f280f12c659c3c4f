using Search.Alerts.Webhooks;

namespace Search.Alerts.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void The_reference_example_of_Standard_Webhooks_is_met() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""));
}
