using System.Text;
using System.Text.RegularExpressions;
using Search.Ingest.Pages;
using Search.Ingest.Text;

namespace Search.Ingest.Feeds;

/// <summary>HTML inside feeds: told from plain text, and made into it.</summary>
internal static partial class FeedMarkup
{
    /// <summary>True when an HTML tag or a declaration stands in the text; "1 &lt; 2" has none.</summary>
    public static bool HasTags(string text) => text.Contains('<', StringComparison.Ordinal) && Tag().IsMatch(text);

    /// <summary>One line without tags and with references resolved.</summary>
    public static string WithoutTags(string markup)
    {
        var inside = Sections().Replace(markup, "${inside}");
        return Hidden().IsMatch(inside)
            ? CleanText.Line(HtmlPageExtractor.TextOfFragment(inside))
            : CleanText.Line(Entities.Decode(Tag().Replace(inside, "")));
    }

    /// <summary>Paragraphs of a fragment that may be HTML or plain text.</summary>
    public static string ToText(string markup)
    {
        var unwrapped = Sections().Replace(markup, "${inside}");
        if (HasTags(unwrapped))
            return HtmlPageExtractor.TextOfFragment(unwrapped);
        var text = Entities.Decode(unwrapped);
        return HasTags(text) ? HtmlPageExtractor.TextOfFragment(text) : CleanText.Paragraphs(text);
    }

    /// <summary>Text that a feed packed as base64; null where it did not.</summary>
    public static string? FromBase64(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    [GeneratedRegex(@"<!\[CDATA\[(?<inside>.*?)\]\]>", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Sections();

    [GeneratedRegex(@"<\s*(?:script|style|iframe|object|!)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<!--.*?-->|<![^<>]*>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5_000)]
    private static partial Regex Tag();
}
