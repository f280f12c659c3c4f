using System.Diagnostics.CodeAnalysis;

namespace Search.Queries.Syntax;

/// <summary>What became of a query's text. Either <see cref="Root"/> is there, or at least one error is.</summary>
/// <param name="Text">The text as typed.</param>
/// <param name="Root">The syntax tree; null when there are errors.</param>
/// <param name="Errors">Mistakes, in the order of the text.</param>
/// <param name="Hints">Second thoughts, in the order of the text; also beside errors.</param>
public sealed record ParsedQuery(string Text, SyntaxNode? Root, IReadOnlyList<QueryError> Errors, IReadOnlyList<QueryHint> Hints)
{
    [MemberNotNullWhen(true, nameof(Root))]
    public bool IsValid => Root is not null;

    /// <summary>True when the text holds nothing but white space.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    /// <summary>The first error as a line for people, or null.</summary>
    public string? FirstError => Errors.Count > 0 ? Errors[0].ToString() : null;
}
