namespace Search.Alerts.Bodies;

/// <summary>Lines that belong together. They are English, so they run from left to right everywhere.</summary>
internal sealed record Paragraph(params IReadOnlyList<Line> Lines) : Block
{
    /// <summary>Small and grey: facts, not words to read first.</summary>
    public bool Quiet { get; init; }

    /// <summary>Under a title that is written from right to left.</summary>
    public bool AtRight { get; init; }
}
