using System.Globalization;
using System.Text;
using Search.Alerts.Digests;

namespace Search.Alerts.Notices;

/// <summary>
/// Others' text in which nothing can be followed: mail programs turn every word that looks like an address of the web or of a mailbox into
/// a link, so such words are left out. A little that is no address goes with them.
/// </summary>
internal static class UnlinkedText
{
    private const string LeftOut = "[…]";

    /// <summary>One line of at most <paramref name="length"/> characters.</summary>
    public static string Line(string? text, int length)
    {
        // A cut must not turn a word that was left out into one that is not: words first.
        var words = SafeText.Line(text).Split(' ').Select(word => LooksLikeAddress(word) ? LeftOut : word);
        return SafeText.Line(string.Join(' ', words), length);
    }

    private static bool LooksLikeAddress(string word)
    {
        var plain = Plain(word);
        return plain.Contains('@', StringComparison.Ordinal)
            || plain.Contains("//", StringComparison.Ordinal)
            || plain.Contains("www", StringComparison.OrdinalIgnoreCase)
            || plain.Contains("mailto:", StringComparison.OrdinalIgnoreCase)
            || plain.Contains("tel:", StringComparison.OrdinalIgnoreCase)
            || HasDomain(plain);
    }

    /// <summary>As a program that looks for addresses may see it: compatible forms unified, all dots alike, nothing unseen.</summary>
    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (rune.Value is '\u3002' or '\uFF61')
                plain.Append('.');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                plain.Append(rune.ToString());
        }
        return plain.ToString();
    }

    /// <summary>A dot between a letter or digit and at least two letters: <c>example.org</c>, not <c>U.S.</c> or <c>3.5</c>.</summary>
    private static bool HasDomain(string word)
    {
        for (var dot = word.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = word.IndexOf('.', dot + 1))
        {
            if (dot > 0 && char.IsLetterOrDigit(word[dot - 1]) && dot + 2 < word.Length && char.IsLetter(word[dot + 1]) && char.IsLetterOrDigit(word[dot + 2]))
                return true;
        }
        return false;
    }
}
