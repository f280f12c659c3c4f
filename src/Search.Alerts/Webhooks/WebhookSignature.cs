using System.Security.Cryptography;
using System.Text;

namespace Search.Alerts.Webhooks;

/// <summary>
/// The header <c>webhook-signature</c> of Standard Webhooks: <c>v1,</c> and the base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>, by the key
/// that stands in base64 after <c>whsec_</c> in the secret.
/// </summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <param name="secret">The webhook's secret.</param>
    /// <param name="eventId">Without full stops.</param>
    /// <param name="timestamp">Seconds since 1970, as in <c>webhook-timestamp</c>.</param>
    /// <param name="body">The exact body.</param>
    public static string Of(string secret, string eventId, string timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        var signed = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{eventId}.{timestamp}.{body}"));
        return "v1," + Convert.ToBase64String(signed);
    }
}
