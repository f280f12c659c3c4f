namespace Search.Queries.Syntax;

/// <summary>The clause in one field, a name of <see cref="QueryFields"/>; an inner field wins over an outer one.</summary>
public sealed record FieldNode(string Field, SyntaxNode Clause) : SyntaxNode;
