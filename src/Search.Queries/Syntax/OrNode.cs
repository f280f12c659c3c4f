namespace Search.Queries.Syntax;

/// <summary>At least one clause matches.</summary>
public sealed record OrNode(NodeList Clauses) : SyntaxNode;
