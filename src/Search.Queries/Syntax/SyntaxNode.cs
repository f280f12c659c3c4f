namespace Search.Queries.Syntax;

/// <summary>
/// A node of a query's syntax tree. Immutable; equal when it says the same, wherever it stood in the text. <see cref="object.ToString"/>
/// writes it in the query language such that parsing gives an equal tree, whatever the default operator.
/// </summary>
public abstract record SyntaxNode
{
    private protected SyntaxNode()
    {
    }

    public SourceSpan Span { get; init; }

    /// <summary>In the query language.</summary>
    public sealed override string ToString() => SyntaxPrinter.Print(this);
}
