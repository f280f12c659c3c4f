namespace Search.Queries.Syntax;

/// <summary><c>word*</c>: words that begin so. Empty in a field: the field has a value.</summary>
public sealed record PrefixNode(string Prefix) : SyntaxNode;
