namespace Search.Alerts.Digests;

/// <summary>A piece of an article's text with the stretches that matched.</summary>
/// <param name="Text">UTF-16, one line.</param>
/// <param name="Marks">Start and length in <paramref name="Text"/>, ascending, not overlapping.</param>
public sealed record Excerpt(string Text, IReadOnlyList<(int Start, int Length)> Marks)
{
    public static readonly Excerpt Empty = new("", []);

    /// <summary>The text in its order, cut where marks begin and end.</summary>
    internal IEnumerable<(string Text, bool Marked)> Parts()
    {
        var at = 0;
        foreach (var (start, length) in Marks)
        {
            if (start > at)
                yield return (Text[at..start], false);
            yield return (Text.Substring(start, length), true);
            at = start + length;
        }
        if (at < Text.Length)
            yield return (Text[at..], false);
    }

    /// <summary>Fit for a mail: no unwanted characters, at most so many characters and marks.</summary>
    internal Excerpt Within(int length, int marks)
    {
        var text = SafeText.SameLength(Text);
        var end = text.Length <= length ? text.Length : SafeText.CutAt(text, length);
        var kept = Marks.TakeWhile(mark => mark.Start + mark.Length <= end).Where(mark => !Tears(text, mark.Start) && !Tears(text, mark.Start + mark.Length)).Take(marks);
        return new Excerpt(end == text.Length ? text : text[..end] + "…", [.. kept]);
    }

    /// <summary>A mark that begins or ends there would part the halves of a character.</summary>
    private static bool Tears(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
}
