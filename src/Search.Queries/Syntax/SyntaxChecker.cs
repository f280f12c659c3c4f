using Search.Analysis.Articles;

namespace Search.Queries.Syntax;

/// <summary>Finds what is well-formed but can't be searched: values that a field does not have, and patterns that are none or cost too much.</summary>
internal sealed class SyntaxChecker
{
    private readonly List<QueryError> _errors = [];
    private readonly PatternChecker _patterns;
    private readonly string _text;

    private SyntaxChecker(string text)
    {
        _text = text;
        _patterns = new PatternChecker(text);
    }

    public static IReadOnlyList<QueryError> Check(SyntaxNode root, string text)
    {
        var checker = new SyntaxChecker(text);
        checker.Visit(root, field: null);
        return [.. checker._errors, .. checker._patterns.Errors];
    }

    private void Visit(SyntaxNode node, string? field)
    {
        switch (node)
        {
            case AndNode and:
                VisitAll(and.Clauses, field);
                break;
            case OrNode or:
                VisitAll(or.Clauses, field);
                break;
            case NotNode not:
                Visit(not.Clause, field);
                break;
            case BoostNode boost:
                Visit(boost.Clause, field);
                break;
            case FieldNode inner:
                Visit(inner.Clause, inner.Field);
                break;
            default:
                Leaf(node, field);
                break;
        }
    }

    private void VisitAll(NodeList clauses, string? field)
    {
        foreach (var clause in clauses)
            Visit(clause, field);
    }

    private void Leaf(SyntaxNode node, string? field)
    {
        var isWords = field is null || QueryFields.IsWords(field);
        if (field is not null && QueryFields.IsDate(field))
            Date(node, field);
        else if (node is PrefixNode prefix && isWords && WordForms.Of(prefix.Prefix).Count > 1)
            Add(node.Span, $"{TextEdits.Quote(prefix.Prefix)} is more than one word, and * ends a single word.", "Write the other words apart, as in Jean Pier*.");
        else
            _patterns.Check(node, isWords ? null : field);
    }

    private void Date(SyntaxNode node, string field)
    {
        switch (node)
        {
            case RangeNode range:
                Bound(range.Lower);
                Bound(range.Upper);
                Order(range);
                break;
            case TermNode term:
                DateText(term.Text, term.Span);
                break;
            case PhraseNode { Slop: 0 } phrase:
                DateText(phrase.Text, phrase.Span);
                break;
            case PrefixNode { Prefix: "" } or MatchAllNode:
                break;
            default:
                Add(node.Span, $"{field} has dates, not words.", DateExpression.HowToWrite);
                break;
        }
    }

    /// <summary>Two absolute ends in the wrong order match nothing, whatever the zone.</summary>
    private void Order(RangeNode range)
    {
        if (IsAbsolute(range.Lower, out var lower) && IsAbsolute(range.Upper, out var upper)
            && lower.Resolve(default, TimeZoneInfo.Utc).First > upper.Resolve(default, TimeZoneInfo.Utc).Last)
            Add(range.Span, "This range ends before it begins.", "Exchange its ends.", range.Exchanged(_text));
    }

    private static bool IsAbsolute(RangeBound bound, out DateExpression date)
    {
        date = null!;
        return bound.Text is not null && DateExpression.TryParse(bound.Text, out date) && !date.IsRelative;
    }

    private void Bound(RangeBound bound)
    {
        if (bound.Text is not null)
            DateText(bound.Text, bound.Span);
    }

    private void DateText(string text, SourceSpan span)
    {
        if (!DateExpression.TryParse(text, out _))
            Add(span, $"{TextEdits.Quote(text)} is not a date.", DateExpression.HowToWrite);
    }

    private void Add(SourceSpan span, string message, string remedy, string? fix = null) =>
        _errors.Add(new QueryError(span.Start, span.Length, message, remedy, fix));
}
