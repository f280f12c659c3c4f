using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Search.Alerts.Digests;
using Search.Alerts.Findings;
using Search.Data.Alerts;
using Search.Data.Webhooks;

namespace Search.Alerts.Webhooks;

/// <summary>
/// Writes what a call says, as JSON: <c>id</c>, <c>type</c> (<c>matches</c>, or <c>test</c>), <c>at</c>, <c>alert</c> and <c>articles</c>. Articles
/// that carry the same text have the same number as <c>story</c>. Of a discreet alert: ids and links to the saved copies. Pure.
/// </summary>
internal sealed class WebhookEvent(AlertSettings settings)
{
    private readonly MailLinks? _links = settings.LinkBase is { } root ? new MailLinks(root) : null;

    /// <summary>The event's name: the same for the same webhook and stretch of matches, and nobody can guess it.</summary>
    public static string IdOf(Webhook webhook, long toMatch) => IdOf(string.Create(CultureInfo.InvariantCulture, $"{webhook.Secret} {webhook.MatchCursor} {toMatch}"));

    /// <summary>The name of a test, which is no stretch of matches.</summary>
    public static string TestIdOf(Webhook webhook, DateTimeOffset at) => IdOf(string.Create(CultureInfo.InvariantCulture, $"{webhook.Secret} test {at.UtcTicks}"));

    public string Write(string id, string type, DateTimeOffset at, Alert alert, IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(
        new
        {
            id,
            type,
            at,
            alert = alert.Discreet ? (object)new { id = alert.Id } : new { id = alert.Id, name = alert.Name, query = alert.Query },
            articles = findings.Select(finding => alert.Discreet ? Discreet(finding) : Open(finding)),
        },
        CallBody.Json);

    private object Discreet(Finding finding) => new
    {
        id = finding.Article.Id,
        link = _links?.Article(finding.Article),
        revision = finding.Article.Revision,
        story = finding.Article.StoryGroup,
    };

    private object Open(Finding finding) => new
    {
        id = finding.Article.Id,
        url = finding.Article.Url,
        link = _links?.Article(finding.Article),
        title = finding.Article.Title,
        source = finding.Article.Source,
        author = finding.Article.Author,
        published = finding.Article.Published,
        seen = finding.Article.Seen,
        language = finding.Article.Language,
        revision = finding.Article.Revision,
        story = finding.Article.StoryGroup,
        why = finding.Reasons.Select(reason => new { term = reason.Term, fields = reason.Fields }),
        passage = finding.Excerpt.Text,
    };

    private static string IdOf(string name) => "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
