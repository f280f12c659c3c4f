namespace Search.Lucene.Highlighting;

/// <summary>A stretch of a text that shows why it was found.</summary>
/// <param name="Text">Whole words; line breaks and other control characters have become spaces.</param>
/// <param name="Ranges">What to highlight: char ranges of <paramref name="Text"/>, ascending, apart from each other.</param>
/// <param name="Score">Better passages have more; comparable within one text.</param>
/// <param name="StartOffset">Byte offset of the passage in the UTF-8 text.</param>
/// <param name="CutBefore">The text's sentence begins before: show an ellipsis.</param>
/// <param name="CutAfter">The text's sentence goes on: show an ellipsis.</param>
public sealed record Passage(string Text, IReadOnlyList<Range> Ranges, float Score, int StartOffset, bool CutBefore, bool CutAfter);
