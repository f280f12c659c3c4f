namespace Search.Queries.Syntax;

/// <summary><c>*:*</c>: every article.</summary>
public sealed record MatchAllNode : SyntaxNode;
