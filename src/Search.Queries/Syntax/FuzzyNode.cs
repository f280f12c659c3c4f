namespace Search.Queries.Syntax;

/// <summary><c>word~1</c>: words at most so many edits away, 0 to 2.</summary>
public sealed record FuzzyNode(string Text, int Edits) : SyntaxNode;
