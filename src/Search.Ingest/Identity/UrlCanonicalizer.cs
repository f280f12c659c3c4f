using System.Globalization;
using System.Text;

namespace Search.Ingest.Identity;

/// <summary>
/// The one form of an article's address by which it is known. Two addresses become one only where nobody serves two articles under
/// them: case of scheme and host, the default port, the fragment, credentials, dot segments, percent-encoding of letters, and query
/// parameters that only say where a reader came from.
/// </summary>
/// <remarks>Letters outside ASCII are written as such (an IRI); every other escape stays, in upper case. Thread-safe.</remarks>
public static class UrlCanonicalizer
{
    private const int MaxLength = 8_192;

    /// <summary>
    /// The canonical form; null for what is no absolute address (then an article has no identity but its content). Addresses that are
    /// not of the web (<c>urn:</c>, <c>tag:</c>, <c>doi:</c>) are kept as they are, with the scheme in lower case.
    /// </summary>
    public static string? Canonicalize(string? url)
    {
        var text = url?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || HasControl(text))
            return null;
        return PlainAddress.FindPath(text) is var path && path >= 0 ? OfPlain(text, path) : OfAny(text);
    }

    /// <summary>The same for every address, also for a <see cref="PlainAddress"/>.</summary>
    /// <param name="text">Without white space at its ends and without control characters.</param>
    internal static string? OfAny(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return null;
        if (uri.Scheme is "http" or "https")
            return uri.Host.Length == 0 ? null : Web(uri);
        var opaque = !text.Contains(' ', StringComparison.Ordinal) && text.Length > uri.Scheme.Length + 1;
        return uri.Scheme is "file" or "javascript" or "data" or "about" or "mailto" or "blob" || !opaque
            ? null
            : uri.Scheme + text[uri.Scheme.Length..];
    }

    /// <summary><paramref name="reference"/> against the address of the page it stands on, canonical; null where it leads nowhere.</summary>
    public static string? Resolve(string? reference, string? address)
    {
        var text = reference?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var absolute) && absolute.Scheme != "file")
            return Canonicalize(text);
        return Uri.TryCreate(address, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https"
            && Uri.TryCreate(origin, text, out var resolved)
            ? Canonicalize(resolved.OriginalString)
            : null;
    }

    private static string OfPlain(string text, int path)
    {
        var end = text.AsSpan(path).IndexOfAny('?', '#');
        if (end < 0)
            return text;
        end += path;
        var fragment = text.IndexOf('#', end);
        if (fragment >= 0 && text.AsSpan(fragment) is ['#', '!', _, ..])
            return OfAny(text)!;
        var host = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var written = new StringBuilder(text, 0, end, text.Length);
        AppendQuery(written, text[end..(fragment < 0 ? text.Length : fragment)], text[host..path]);
        return written.Length == text.Length ? text : written.ToString();
    }

    private static string Web(Uri uri)
    {
        var written = new StringBuilder(uri.Scheme).Append("://").Append(Host(uri));
        if (!uri.IsDefaultPort)
            written.Append(CultureInfo.InvariantCulture, $":{uri.Port}");
        written.Append(Readable(uri.AbsolutePath));
        AppendQuery(written, uri.Query, uri.Host);
        if (uri.Fragment.StartsWith("#!", StringComparison.Ordinal) && uri.Fragment.Length > 2)
            written.Append(Readable(uri.Fragment));
        return written.ToString();
    }

    private static string Host(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        return host.TrimEnd('.').ToLowerInvariant();
    }

    private static void AppendQuery(StringBuilder written, string query, string host)
    {
        var separator = '?';
        foreach (var parameter in query.TrimStart('?').Split('&'))
        {
            var name = parameter.AsSpan(0, Math.Max(0, parameter.IndexOf('=', StringComparison.Ordinal) is var at && at < 0 ? parameter.Length : at));
            if (parameter.Length == 0 || TrackingParameters.Contains(name, host))
                continue;
            written.Append(separator).Append(Readable(parameter));
            separator = '&';
        }
    }

    /// <summary>Escaped letters, digits and marks outside ASCII, and escaped unreserved ASCII, as characters; other escapes in upper case.</summary>
    private static string Readable(string escaped)
    {
        if (!escaped.Contains('%', StringComparison.Ordinal))
            return escaped;
        var written = new StringBuilder(escaped.Length);
        var bytes = new byte[4];
        for (var at = 0; at < escaped.Length;)
        {
            if (!TryReadEscape(escaped, at, bytes, out var length, out var rune))
            {
                AppendAsIs(written, escaped, ref at);
                continue;
            }
            if (IsReadable(rune))
                written.Append(rune.ToString());
            else
                written.Append(escaped.AsSpan(at, length).ToString().ToUpperInvariant());
            at += length;
        }
        return written.ToString();
    }

    private static void AppendAsIs(StringBuilder written, string escaped, ref int at)
    {
        if (IsEscape(escaped, at))
        {
            written.Append(escaped.AsSpan(at, 3).ToString().ToUpperInvariant());
            at += 3;
            return;
        }
        written.Append(escaped[at++]);
    }

    private static bool IsEscape(string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    /// <summary>Reads one escaped UTF-8 character at <paramref name="at"/>; false where there is none or it is ill-formed.</summary>
    private static bool TryReadEscape(string text, int at, byte[] bytes, out int length, out Rune rune)
    {
        var count = 0;
        for (var next = at; count < bytes.Length && IsEscape(text, next); next += 3)
        {
            bytes[count++] = byte.Parse(text.AsSpan(next + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (Rune.DecodeFromUtf8(bytes.AsSpan(0, count), out rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                length = used * 3;
                return true;
            }
        }
        length = 0;
        rune = default;
        return false;
    }

    private static bool IsReadable(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or '_' or '~'
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            || rune.Value is '«' or '»' or '،' or '؟';

    private static bool HasControl(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                return true;
        }
        return false;
    }
}
