namespace Search.Alerts.Bodies;

/// <summary>A line of a paragraph: words, links, or words and then links.</summary>
/// <param name="Words">A sentence of ours in which <see cref="Isolate"/> holds what others wrote; may be empty.</param>
/// <param name="Links">In HTML side by side, in text each on a line of its own.</param>
internal sealed record Line(string Words, params IReadOnlyList<Link> Links)
{
    /// <summary>The <see cref="Heading.Id"/> to which the whole line leads in HTML.</summary>
    public string? Anchor { get; init; }
}
