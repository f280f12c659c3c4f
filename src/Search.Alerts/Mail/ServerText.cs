using System.Globalization;
using System.Text;

namespace Search.Alerts.Mail;

/// <summary>
/// Words of another machine made fit for a log line or a page: one line, no control, formatting or direction-changing characters, at
/// most 500 characters.
/// </summary>
internal static class ServerText
{
    private const int MostCharacters = 500;

    public static string Clean(string text)
    {
        if (text.Length <= MostCharacters && Ascii.IsValid(text) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text.Trim();
        var clean = new StringBuilder(Math.Min(text.Length, MostCharacters));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MostCharacters)
                break;
            clean.Append(IsUnfit(rune) ? " " : rune.ToString());
        }
        return clean.ToString().Trim();
    }

    private static bool IsUnfit(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
