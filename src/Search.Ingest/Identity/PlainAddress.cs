namespace Search.Ingest.Identity;

/// <summary>
/// Addresses of the web whose canonical form needs no parser, which are most: <c>http</c> or <c>https</c> in lower case, a host of small letters,
/// digits, dots and single hyphens, then a path of characters that stand for themselves, without dot segments. No port, no credentials, no escapes.
/// </summary>
internal static class PlainAddress
{
    private const int LongestHost = 253;
    private const int LongestLabel = 63;

    // Of localhost, which Uri writes in its place.
    private const string AnotherName = "loopback";

    private const string Marks = "-_~./?#&=+,;:@!$*()";

    /// <summary>Where the path begins, at its slash; -1 for an address of another form.</summary>
    public static int FindPath(ReadOnlySpan<char> address)
    {
        var host = address.StartsWith("https://", StringComparison.Ordinal) ? "https://".Length : address.StartsWith("http://", StringComparison.Ordinal) ? "http://".Length : -1;
        var length = host < 0 ? -1 : address[host..].IndexOf('/');
        if (length < 0 || !IsHost(address.Slice(host, length)))
            return -1;
        var path = address[(host + length)..];
        return IsPathAndMore(path) ? host + length : -1;
    }

    private static bool IsPathAndMore(ReadOnlySpan<char> path)
    {
        foreach (var character in path)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !Marks.Contains(character, StringComparison.Ordinal))
                return false;
        }
        return !path.Contains("/.", StringComparison.Ordinal);
    }

    /// <summary>True for a name that ends in letters, so that it is no number of the internet protocol in any of its forms.</summary>
    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.Length > LongestHost || host.Contains("--", StringComparison.Ordinal) || host is AnotherName)
            return false;
        foreach (var label in host.Split('.'))
        {
            if (!IsLabel(host[label]))
                return false;
        }
        return !host[(host.LastIndexOf('.') + 1)..].ContainsAnyExceptInRange('a', 'z');
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-')
            return false;
        foreach (var character in label)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
                return false;
        }
        return true;
    }
}
