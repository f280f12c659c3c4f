namespace Search.Queries.Syntax;

/// <summary>A range of values.</summary>
public sealed record RangeNode(RangeBound Lower, RangeBound Upper) : SyntaxNode
{
    /// <summary>The query's text with the two ends exchanged.</summary>
    internal string Exchanged(string text)
    {
        var (from, to) = (text[Lower.Span.Start..Lower.Span.End], text[Upper.Span.Start..Upper.Span.End]);
        return Lower.Span.Replace(Upper.Span.Replace(text, from), to);
    }
}
