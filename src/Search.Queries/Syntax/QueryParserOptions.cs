namespace Search.Queries.Syntax;

/// <summary>Switches and limits of <see cref="QueryParser"/>. Immutable; the default is the product's language.</summary>
public sealed record QueryParserOptions
{
    public static QueryParserOptions Default { get; } = new();

    public QueryOperator DefaultOperator { get; init; } = QueryOperator.And;

    /// <summary>Longest query in UTF-16 characters.</summary>
    public int MaxLength { get; init; } = 20_000;

    /// <summary>Most words, phrases, ranges and the like in one query.</summary>
    public int MaxClauses { get; init; } = 2_048;

    /// <summary>Deepest nesting of parentheses, fields and NOT.</summary>
    public int MaxDepth { get; init; } = 64;
}
