using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Search.Data.Articles;

/// <summary>SHA-256 in lower-case hex: of an identity, of all that a reader sees (does a revision change anything?), of a story's text.</summary>
internal static class ContentHashes
{
    /// <summary>Texts shorter than this are often boilerplate ("Comments"); they are the same story only under the same title.</summary>
    private const int TellingBodyLength = 200;

    private const byte Separator = 0x1F;

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

    /// <summary>Of the parts in UTF-8, a separator between them; texts are long, so they are not put together as a string first.</summary>
    private static string Hash(params ReadOnlySpan<string?> parts)
    {
        var most = parts.Length;
        foreach (var part in parts)
            most += Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = 0;
            foreach (var part in parts)
            {
                length += Encoding.UTF8.GetBytes(part, bytes.AsSpan(length));
                bytes[length++] = Separator;
            }
            return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length - 1)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
