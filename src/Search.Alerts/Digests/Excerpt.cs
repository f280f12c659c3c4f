namespace Search.Alerts.Digests;

/// <summary>A piece of an article's text with the stretches that matched.</summary>
/// <param name="Text">UTF-16, one line.</param>
/// <param name="Marks">Start and length in <paramref name="Text"/>, ascending, not overlapping.</param>
public sealed record Excerpt(string Text, IReadOnlyList<(int Start, int Length)> Marks)
{
    public static readonly Excerpt Empty = new("", []);
}
