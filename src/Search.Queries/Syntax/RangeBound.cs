namespace Search.Queries.Syntax;

/// <summary>One end of a range.</summary>
/// <param name="Text">The value as typed; null for an open end.</param>
/// <param name="Inclusive">The value itself belongs to the range.</param>
public readonly record struct RangeBound(string? Text, bool Inclusive)
{
    public SourceSpan Span { get; init; }
}
