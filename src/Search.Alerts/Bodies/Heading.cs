namespace Search.Alerts.Bodies;

/// <summary>A heading: of the whole mail, or of one of its parts.</summary>
/// <param name="Words">Ours or others', without isolates: the heading takes its direction from them.</param>
/// <param name="Tail">Ours, after the words and quieter: a count.</param>
internal sealed record Heading(string Words, string? Tail = null) : Block
{
    /// <summary>Of the whole mail.</summary>
    public bool Top { get; init; }

    /// <summary>Where a <see cref="Line.Anchor"/> leads: ASCII letters, digits and <c>-</c>.</summary>
    public string? Id { get; init; }
}
