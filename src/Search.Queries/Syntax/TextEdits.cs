using System.Globalization;

namespace Search.Queries.Syntax;

/// <summary>Small edits of a query's text, for its fixes.</summary>
internal static class TextEdits
{
    /// <summary><paramref name="text"/> with this span replaced.</summary>
    public static string Replace(this SourceSpan span, string text, string with) =>
        string.Concat(text.AsSpan(0, span.Start), with, text.AsSpan(span.End));

    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        return true;
    }

    /// <summary>For messages: at most 40 characters of <paramref name="text"/> in quotation marks.</summary>
    public static string Quote(string text) =>
        new StringInfo(text).LengthInTextElements > 40 ? $"“{text[..40]}…”" : $"“{text}”";
}
