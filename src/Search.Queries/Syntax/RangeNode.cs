namespace Search.Queries.Syntax;

/// <summary>A range of values.</summary>
public sealed record RangeNode(RangeBound Lower, RangeBound Upper) : SyntaxNode;
