using System.Text;

namespace Search.Alerts.Mail.Dkim;

/// <summary>One header field as it stands in a message: name, colon, value with its folds, without the last CR LF.</summary>
internal sealed record DkimHeader(string Raw)
{
    private int Colon => Raw.IndexOf(':', StringComparison.Ordinal);

    public string Value => Unfold(Raw.AsSpan(Colon + 1));

    public bool Is(string name) => Raw.AsSpan(0, Math.Max(Colon, 0)).TrimEnd(" \t").Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 6376 section 3.4.2: name in small letters, unfolded, runs of blanks one, none at the ends.</summary>
    public string Relaxed => $"{Raw[..Math.Max(Colon, 0)].TrimEnd(' ', '\t').ToLowerInvariant()}:{Value}";

    private static string Unfold(ReadOnlySpan<char> value)
    {
        var relaxed = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is '\r' or '\n')
                continue;
            if (c is not (' ' or '\t'))
                relaxed.Append(c);
            else if (relaxed.Length > 0 && relaxed[^1] != ' ')
                relaxed.Append(' ');
        }
        return relaxed.ToString().TrimEnd(' ');
    }
}
