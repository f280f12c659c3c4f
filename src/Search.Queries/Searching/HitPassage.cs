namespace Search.Queries.Searching;

/// <summary>A piece of an article's text with what matched in it: ascending ranges of characters of <see cref="Text"/>, apart from each other.</summary>
public sealed record HitPassage(string Text, IReadOnlyList<Range> Ranges);
