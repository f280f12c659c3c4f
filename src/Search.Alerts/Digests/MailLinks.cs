using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>
/// Addresses of pages that mails link to. One definition for the mails and for the pages that answer: <c>/articles/{id}</c>,
/// <c>/digests/{digest id}</c>, <c>/alerts/{id}</c>, <c>/unsubscribe/{token}</c> (a person's token stops everything, a subscription's token
/// stops one alert).
/// </summary>
public sealed class MailLinks(Uri root)
{
    public string Article(Article article) => At("articles", article.Id);

    /// <summary>Everything that a mail stands for: "N more".</summary>
    public string Digest(string digestId) => At("digests", digestId);

    public string Alert(Alert alert) => At("alerts", alert.Id);

    public string Unsubscribe(Subscription subscription) => At("unsubscribe", subscription.Token);

    public string UnsubscribeAll(Recipient recipient) => At("unsubscribe", recipient.Token);

    public string Feed(string token) => At("feeds", token);

    public string Help => At("help");

    private string At(params ReadOnlySpan<string> segments)
    {
        var path = root.AbsoluteUri.TrimEnd('/');
        foreach (var segment in segments)
            path += "/" + Uri.EscapeDataString(segment);
        return path;
    }
}
