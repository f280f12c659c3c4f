namespace Search.Queries.Syntax;

/// <summary><c>/pattern/</c>, as between the slashes.</summary>
public sealed record RegexpNode(string Pattern) : SyntaxNode;
