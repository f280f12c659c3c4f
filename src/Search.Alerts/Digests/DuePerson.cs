using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Search.Data.Alerts;

namespace Search.Alerts.Digests;

/// <summary>What one person is due, as it was when it was read.</summary>
/// <param name="Recipient">The person.</param>
/// <param name="Subscriptions">What is due, whether there is anything to tell or not.</param>
/// <param name="Alerts">Of them, those that have something to tell or a heartbeat.</param>
internal sealed record DuePerson(Recipient Recipient, IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<AlertMatches> Alerts)
{
    public DateTimeOffset DueAt => Subscriptions.Max(subscription => subscription.NextDueAt!.Value);

    /// <summary>Names the mail: follows from person, due time and what is told; the person's token makes it hard to guess.</summary>
    public string DigestId
    {
        get
        {
            var matches = string.Join(',', Alerts.SelectMany(alert => alert.Matches).Select(match => match.MatchId.ToString(CultureInfo.InvariantCulture)));
            var name = string.Create(CultureInfo.InvariantCulture, $"{Recipient.Token} {DueAt.ToUnixTimeMilliseconds()} {matches}{Heartbeats}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        }
    }

    // With the due time before: one that a clock which was set back brings round again is another mail.
    private string Heartbeats => string.Concat(
        Alerts.Where(alert => alert.Matches.Count == 0).Select(alert => string.Create(CultureInfo.InvariantCulture, $" heartbeat {alert.Alert.AlertId} {alert.Subscription.LastDueAt?.ToUnixTimeMilliseconds()}")));
}
