namespace Search.Queries.Syntax;

/// <summary>The clause, its score multiplied. <paramref name="Factor"/> is finite and not negative.</summary>
public sealed record BoostNode(SyntaxNode Clause, float Factor) : SyntaxNode;
