namespace Search.Queries.Syntax;

/// <summary>Words in quotes: as written, in order; with a slop, at most that many moves apart.</summary>
public sealed record PhraseNode(string Text, int Slop = 0) : SyntaxNode;
