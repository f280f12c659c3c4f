namespace Search.Alerts.Webhooks;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Detail">The answer or the fault, for people, one line.</param>
/// <param name="RetryAfter">How long a 429 or 503 asks to be left alone.</param>
public sealed record WebhookAnswer(int? Status, string Detail, TimeSpan? RetryAfter = null)
{
    public WebhookOutcome Outcome => Status switch
    {
        >= 200 and < 300 => WebhookOutcome.Taken,
        410 => WebhookOutcome.Gone,
        null or 408 or 425 or 429 or >= 500 => WebhookOutcome.Later,
        _ => WebhookOutcome.Refused,
    };
}
