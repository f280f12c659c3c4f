using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Search.Data.Articles;

/// <summary>SHA-256 in lower-case hex: of an identity, of all that a reader sees (does a revision change anything?), of a story's text.</summary>
internal static class ContentHashes
{
    /// <summary>Texts shorter than this are often boilerplate ("Comments"); they are the same story only under the same title.</summary>
    private const int TellingBodyLength = 200;

    private const char Separator = '\u001f';

    public static string Content(ArticleDraft draft) => Hash(
        draft.Title, draft.Author, draft.Published?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), draft.Body);

    /// <summary>Null where there is no text to compare.</summary>
    public static string? Story(ArticleDraft draft)
    {
        var body = draft.Body.Trim();
        if (body.Length == 0)
            return null;
        return body.Length >= TellingBodyLength ? Hash(body) : Hash(draft.Title.Trim(), body);
    }

    public static string Identity(ArticleDraft draft, string contentHash) =>
        draft.Url is { } url ? "u:" + Hash(url) : "c:" + contentHash;

    private static string Hash(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(Separator, parts))));
}
