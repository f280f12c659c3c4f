using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Search.Ingest.Text;

/// <summary>Character references of HTML, resolved once; what is none stays as it is.</summary>
internal static class Entities
{
    private const int LongestName = 33;

    /// <summary>Replaces every reference. <paramref name="own"/> holds entities that the document itself declares, by name.</summary>
    public static string Decode(string text, IReadOnlyDictionary<string, string>? own = null)
    {
        var at = text.IndexOf('&', StringComparison.Ordinal);
        if (at < 0)
            return text;
        var written = new StringBuilder(text.Length).Append(text, 0, at);
        while (at < text.Length)
        {
            if (text[at] == '&' && Resolve(text, at, own, out var length) is { } value)
            {
                written.Append(value);
                at += length;
                continue;
            }
            written.Append(text[at++]);
        }
        return written.ToString();
    }

    private static string? Resolve(string text, int at, IReadOnlyDictionary<string, string>? own, out int length)
    {
        length = 0;
        var limit = Math.Min(text.Length - at, LongestName + 1);
        var end = text.AsSpan(at, limit).IndexOf(';');
        if (end < 2)
            return null;
        length = end + 1;
        var name = text.Substring(at + 1, end - 1);
        if (name[0] == '#')
            return Number(name);
        return own is not null && own.TryGetValue(name, out var declared) ? declared : HtmlEntityProvider.Resolver.GetSymbol(name + ";");
    }

    private static string? Number(string name)
    {
        var hexadecimal = name.Length > 2 && name[1] is 'x' or 'X';
        var digits = name.AsSpan(hexadecimal ? 2 : 1);
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code))
            return null;
        if (code is >= 0x80 and <= 0x9F)
            return WindowsCharacter((byte)code);
        return Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "\uFFFD";
    }

    /// <summary>References to the C1 controls mean windows-1252, as every browser reads them.</summary>
    private static string WindowsCharacter(byte code) => PageEncodings.Windows1252.GetString([code]);
}
