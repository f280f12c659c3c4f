using System.Text;

namespace Search.Ingest.Pages;

/// <summary>Tells pages from feeds and plain text by their first bytes.</summary>
internal static class PageKinds
{
    private const int SniffedBytes = 1_024;

    public static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var head = Head(bytes);
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith('<') && head.Contains("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static string Head(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, SniffedBytes)]).TrimStart('ï', '»', '¿', ' ', '\r', '\n', '\t');
}
