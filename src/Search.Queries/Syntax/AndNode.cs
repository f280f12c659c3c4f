namespace Search.Queries.Syntax;

/// <summary>All clauses match.</summary>
public sealed record AndNode(NodeList Clauses) : SyntaxNode;
