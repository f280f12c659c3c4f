namespace Search.Queries.Syntax;

/// <summary>The clause does not match.</summary>
public sealed record NotNode(SyntaxNode Clause) : SyntaxNode;
