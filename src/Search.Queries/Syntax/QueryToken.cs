namespace Search.Queries.Syntax;

/// <summary>One token of a query.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">
/// Of a word, its pattern: escapes undone, but a backslash stays before characters that are not wildcards although they look so; of a
/// phrase or bound, its characters; of a number suffix, its number.
/// </param>
/// <param name="Span">Where it stands in the text as typed.</param>
/// <param name="SpaceBefore">White space or the start of the text stands before it.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, SourceSpan Span, bool SpaceBefore);
