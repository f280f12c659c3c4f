using System.Security.Cryptography;
using System.Text;
using Search.Data.Articles;
using Search.Ingest.Identity;
using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>Makes articles of a feed's items.</summary>
public static class FeedArticles
{
    private const int LongestMadeTitle = 90;

    /// <summary>The item as an article; null for one without any text.</summary>
    /// <param name="item">The item.</param>
    /// <param name="feed">Its feed.</param>
    /// <param name="address">The feed's address: items without an address are known by it and their own id.</param>
    /// <param name="name">The source's name; null for the feed's title.</param>
    /// <param name="language">The source's language, where neither text nor feed make it clear.</param>
    public static ArticleDraft? ToDraft(FeedItem item, Feed feed, string address, string? name = null, string? language = null)
    {
        if (item.Title.Length == 0 && item.Text.Length == 0)
            return null;
        var body = item.Text.Length > 0 ? item.Text : item.Title;
        return new ArticleDraft
        {
            Url = Identity(item, address),
            Title = item.Title.Length > 0 ? item.Title : FirstWords(item.Text),
            Author = AuthorNames.Join(item.Authors),
            Published = item.Published,
            Source = string.IsNullOrWhiteSpace(name) ? (feed.Title.Length > 0 ? feed.Title : null) : name,
            Language = LanguageGuess.Of(item.Title + "\n" + body) ?? item.Language ?? feed.Language ?? language,
            Body = body,
            Tags = item.Tags,
        };
    }

    /// <summary>The canonical address; without one the item's own id, made unique by the feed; null leaves the content to identify it.</summary>
    private static string? Identity(FeedItem item, string address)
    {
        if (UrlCanonicalizer.Resolve(item.Link, address) is { } url)
            return url;
        if (string.IsNullOrWhiteSpace(item.Id))
            return null;
        if (UrlCanonicalizer.Canonicalize(item.Id) is { } own)
            return own;
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(address + "\n" + item.Id.Trim()));
        return "urn:feed-item:" + Convert.ToHexStringLower(key.AsSpan(0, 16));
    }

    private static string FirstWords(string text)
    {
        var line = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is var at && at < 0 ? text.Length : at).ToString();
        if (line.Length <= LongestMadeTitle)
            return line;
        var cut = line.LastIndexOf(' ', LongestMadeTitle);
        return line[..(cut < 30 ? LongestMadeTitle : cut)].TrimEnd(',', ';', ':', ' ') + "…";
    }
}
