namespace Search.Queries.Syntax;

/// <summary>A word with <c>*</c> and <c>?</c> in it; a backslash before one of them, or before itself, makes it a character.</summary>
public sealed record WildcardNode(string Pattern) : SyntaxNode;
