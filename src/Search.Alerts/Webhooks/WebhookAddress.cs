using System.Diagnostics.CodeAnalysis;

namespace Search.Alerts.Webhooks;

/// <summary>Which addresses may be called: http or https with a host, without credentials and fragment. What a name leads to is checked when it is called.</summary>
internal static class WebhookAddress
{
    private const int LongestAddress = 2_000;

    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address, out string problem)
    {
        address = null;
        problem = Problem(text, out var parsed);
        if (problem.Length > 0)
            return false;
        address = parsed!;
        return true;
    }

    private static string Problem(string text, out Uri? address)
    {
        address = null;
        if (text.Length > LongestAddress)
            return $"the address is longer than {LongestAddress} characters";
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
            return "the address has blanks, control characters or backslashes in it";
        if (!Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return $"'{text}' is not a web address; one looks like https://example.org/hooks/news";
        if (address.UserInfo.Length > 0 || Authority(text).Contains('@', StringComparison.Ordinal))
            return "the address has a user name or password in it; receivers know our calls by their signature";
        return text.Contains('#', StringComparison.Ordinal) ? "the address has a fragment (#), which no server would see" : "";
    }

    private static string Authority(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
