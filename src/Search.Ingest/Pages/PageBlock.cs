using AngleSharp.Dom;

namespace Search.Ingest.Pages;

/// <summary>A paragraph, heading or list item of a page, as text.</summary>
/// <param name="Text">One line.</param>
/// <param name="LinkLength">Characters of it that are inside links.</param>
/// <param name="Parent">The block-level element that holds it.</param>
/// <param name="IsAside">Inside an element whose role or name says that it is no part of a story.</param>
internal sealed record PageBlock(string Text, int LinkLength, IElement Parent, bool IsAside)
{
    private const int ShortestGood = 60;

    public double LinkDensity => Text.Length == 0 ? 1 : (double)LinkLength / Text.Length;

    public bool IsHeading => Parent.LocalName is ['h', >= '1' and <= '6'];

    public bool IsListItem => Parent.LocalName is "li" or "dd" or "dt";

    /// <summary>Running text, mostly without links.</summary>
    public bool IsGood => !IsHeading && LinkDensity < 0.4 && (Text.Length >= ShortestGood || TextShape.EndsSentence(Text) && Text.Length >= 30);
}
