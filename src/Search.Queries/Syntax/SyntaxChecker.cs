using Search.Analysis.Articles;

namespace Search.Queries.Syntax;

/// <summary>Finds what is well-formed but can't be searched: values that a field does not have, and what is not built yet.</summary>
internal sealed class SyntaxChecker
{
    private readonly List<QueryError> _errors = [];
    private readonly string _text;

    private SyntaxChecker(string text) => _text = text;

    public static IReadOnlyList<QueryError> Check(SyntaxNode root, string text)
    {
        var checker = new SyntaxChecker(text);
        checker.Visit(root, field: null);
        return checker._errors;
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
        if (node is WildcardNode or FuzzyNode or RegexpNode)
            NotYet(node);
        else if (field is not null && QueryFields.IsDate(field))
            Date(node, field);
        else if (node is PrefixNode prefix && (field is null || QueryFields.IsWords(field)) && WordForms.Of(prefix.Prefix).Count > 1)
            Add(node.Span, $"{TextEdits.Quote(prefix.Prefix)} is more than one word, and * ends a single word.", "Write the other words apart, as in Jean Pier*.");
        else if (node is RangeNode)
            Add(node.Span, $"Ranges are for dates; {field} has none.", "Use published:[…] or seen:[…].");
    }

    private void NotYet(SyntaxNode node)
    {
        var what = node switch
        {
            FuzzyNode => "Inexact words (~)",
            RegexpNode => "Regular expressions",
            _ => "* and ? inside or before a word",
        };
        var endsInQuestion = node is WildcardNode { Pattern: var pattern } && pattern.IndexOfAny(['*', '?']) == pattern.Length - 1;
        var fix = endsInQuestion ? new SourceSpan(node.Span.End - 1, node.Span.End).Replace(_text, "") : null;
        Add(node.Span, $"{what} are not available yet.", "Write the word in full, or its beginning with * at the end; a \\ before a character makes it an ordinary one.", fix);
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
        {
            var (from, to) = (_text[range.Lower.Span.Start..range.Lower.Span.End], _text[range.Upper.Span.Start..range.Upper.Span.End]);
            Add(range.Span, "This range ends before it begins.", "Exchange its ends.", range.Lower.Span.Replace(range.Upper.Span.Replace(_text, from), to));
        }
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
