using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Digests;

/// <summary>
/// Addresses of pages that mails link to. One definition for the mails and for the pages that answer: <c>/articles/{id}</c>,
/// <c>/digests/{digest id}</c>, <c>/manage/{token}</c> (the owner's page of one alert), <c>/unsubscribe/{token}</c> (a person's token stops
/// everything, a subscription's token stops one alert), <c>/confirm/{token}</c> (a person agrees to get mail), <c>/feeds/{token}</c>.
/// </summary>
public sealed class MailLinks(Uri root)
{
    public string Article(Article article) => At("articles", article.Id);

    /// <summary>Everything that a mail stands for: "N more".</summary>
    public string Digest(string digestId) => At("digests", digestId);

    /// <summary>Edit and pause, for the owner.</summary>
    public string Manage(string token) => At("manage", token);

    public string Unsubscribe(Subscription subscription) => At("unsubscribe", subscription.Token);

    public string UnsubscribeAll(Recipient recipient) => UnsubscribeAll(recipient.Token);

    public string UnsubscribeAll(string token) => At("unsubscribe", token);

    public string Confirm(string token) => At("confirm", token);

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
