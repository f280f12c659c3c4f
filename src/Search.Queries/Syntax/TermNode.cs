namespace Search.Queries.Syntax;

/// <summary>A word as typed, escapes undone; its analysis may make several words of it, or none.</summary>
public sealed record TermNode(string Text) : SyntaxNode;
