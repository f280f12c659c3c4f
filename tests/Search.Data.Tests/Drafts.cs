using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Data.Matches;
using Search.Data.Outbox;

namespace Search.Data.Tests;

/// <summary>Rows for tests.</summary>
internal static class Drafts
{
    public static ArticleDraft Article(string? url = "https://example.org/a", string title = "A title", string body = "A body.") =>
        new() { Url = url, Title = title, Body = body, Source = "Example", Language = "en", Tags = ["one", "two"] };

    public static AlertDraft Alert(string name = "Qalamoun", string query = "Qalamoun AND incursion") =>
        new() { Name = name, Query = query, Rate = "immediate" };

    public static FoundMatch Match(Alert alert, IngestResult article) =>
        new(alert.AlertId, article.ArticleId, article.Revision, article.Seq, alert.Version, StoryGroup: article.ArticleId);

    public static OutboxDraft Mail(Recipient to, string digestId, params IReadOnlyList<Match> matches) => new()
    {
        DigestId = digestId,
        Kind = OutboxKind.Digest,
        RecipientId = to.RecipientId,
        DueAt = DateTimeOffset.UnixEpoch,
        MessageId = $"<{digestId}@example.org>",
        EnvelopeFrom = "search@example.org",
        EnvelopeTo = to.Address,
        Subject = "Qalamoun: 1 article",
        AlertCount = 1,
        ArticleCount = matches.Count,
        Bytes = [1, 2, 3],
        Items = [.. matches.Select((match, at) => new OutboxItem
        {
            MatchId = match.MatchId,
            AlertId = match.AlertId,
            ArticleId = match.ArticleId,
            Revision = match.Revision,
            Placing = Placing.Shown,
            Ordinal = at,
        })],
    };
}
