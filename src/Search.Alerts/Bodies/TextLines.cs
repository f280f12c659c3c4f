using System.Globalization;
using System.Text;

namespace Search.Alerts.Bodies;

/// <summary>Lays words out in lines, broken at blanks only. An isolate that goes on over a break is closed before it and opened again after it.</summary>
internal static class TextLines
{
    /// <summary>In columns; a word that is longer stands alone.</summary>
    public const int Width = 74;

    /// <summary>Appends <paramref name="words"/> after <paramref name="first"/>, further lines after <paramref name="rest"/>. Returns the columns of the longest line.</summary>
    public static int Append(StringBuilder text, string first, string rest, string words)
    {
        var column = first.Length;
        var (longest, empty, open) = (column, true, '\0');
        text.Append(first);
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var columns = Columns(word);
            if (!empty && column + 1 + columns > Width)
            {
                Break(text, rest, open);
                (column, empty) = (rest.Length, true);
            }
            text.Append(empty ? "" : " ").Append(word);
            column += columns + (empty ? 0 : 1);
            (longest, empty, open) = (Math.Max(longest, column), false, OpenAfter(word, open));
        }
        text.Append('\n');
        return longest;
    }

    private static void Break(StringBuilder text, string rest, char open)
    {
        if (open == '\0')
            text.Append('\n').Append(rest);
        else
            text.Append(Isolate.Close).Append('\n').Append(rest).Append(open);
    }

    private static char OpenAfter(string word, char open)
    {
        foreach (var c in word)
        {
            open = c switch
            {
                Isolate.Open or Isolate.OpenRightToLeft => c,
                Isolate.Close => '\0',
                _ => open,
            };
        }
        return open;
    }

    /// <summary>Marks that sit on a letter, and what is not seen, take no column.</summary>
    private static int Columns(string word) => Ascii.IsValid(word) ? word.Length : word.EnumerateRunes().Count(rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format));
}
