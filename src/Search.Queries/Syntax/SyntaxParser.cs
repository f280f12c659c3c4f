namespace Search.Queries.Syntax;

/// <summary>Recursive descent over the tokens of one query; its depth is limited by the options.</summary>
internal sealed partial class SyntaxParser(string text, IReadOnlyList<QueryToken> tokens, QueryParserOptions options)
{
    private readonly List<Item> _none = [];
    private int _at;
    private int _depth;
    private int _clauses;
    private int _fields;
    private bool _stopped;

    /// <summary>An operand of an OR or of an AND, with the signs that stood before it.</summary>
    private sealed record Item(SyntaxNode Node, bool Required, bool Prohibited);

    public List<QueryError> Errors { get; } = [];

    private QueryToken Here => tokens[_at];

    private bool JoinsByOr => options.DefaultOperator == QueryOperator.Or;

    /// <summary>The tree, or null when there were errors. <paramref name="lexicalError"/> is where the tokens ended early.</summary>
    public SyntaxNode? Parse(QueryError? lexicalError)
    {
        if (lexicalError is not null)
        {
            Errors.Add(lexicalError);
            return null;
        }
        if (Here.Kind == QueryTokenKind.End)
        {
            Errors.Add(new QueryError(0, text.Length, "There is no word in this query.", "Type a word, or *:* for every article."));
            return null;
        }
        var root = Or();
        if (!_stopped && Here.Kind == QueryTokenKind.Close)
            Stop(Here.Span, "This parenthesis closes nothing.", "Leave it out, or open one before it.", Here.Span.Replace(text, ""));
        return _stopped || Errors.Count > 0 ? null : root;
    }

    private SyntaxNode? Or()
    {
        if (++_depth > options.MaxDepth)
            return Stop(Here.Span, $"The query is nested more than {options.MaxDepth} deep.", "Use fewer parentheses.");
        var items = new List<Item>();
        var explicitOr = false;
        do
        {
            if (And() is not { } item)
                return null;
            items.Add(explicitOr ? item with { Prohibited = false } : item);
            explicitOr = Here.Kind == QueryTokenKind.Or;
            if (!explicitOr)
                continue;
            items[^1] = items[^1] with { Prohibited = false };
            _at++;
        }
        while (explicitOr || (JoinsByOr && StartsClause()));
        _depth--;
        return JoinOr(items);
    }

    private Item? And()
    {
        var items = new List<Item>();
        bool more;
        do
        {
            if (Unary() is not { } item)
                return null;
            items.Add(item);
            more = Here.Kind == QueryTokenKind.And;
            if (more)
                _at++;
        }
        while (more || (!JoinsByOr && StartsClause()));
        return items.Count == 1 ? items[0] : new Item(new AndNode(new NodeList(items.Select(item => item.Node))) { Span = SpanOf(items) }, Required: false, Prohibited: false);
    }

    private Item? Unary()
    {
        var start = Here.Span;
        var required = false;
        var negations = 0;
        for (; IsSign(Here.Kind); _at++)
        {
            if (Here.Kind == QueryTokenKind.Plus)
                required = true;
            else if (++negations > options.MaxDepth)
                return StopItem(Here.Span, $"The query is nested more than {options.MaxDepth} deep.", "Use NOT once.");
        }
        if (Clause() is not { } node)
            return null;
        for (var i = 0; i < negations; i++)
            node = new NotNode(node) { Span = new SourceSpan(start.Start, node.Span.End) };
        return new Item(node, required && negations == 0, negations == 1);
    }

    private SyntaxNode? Clause() => Unboosted() is { } node ? Boosted(node) : null;

    /// <summary>A clause without the boost after it, which is the outermost field's.</summary>
    private SyntaxNode? Unboosted()
    {
        if (IsField())
            return Field();
        return Here.Kind == QueryTokenKind.Open ? Group() : Leaf();
    }

    private SyntaxNode? Group()
    {
        var open = Here.Span;
        _at++;
        if (Here.Kind == QueryTokenKind.Close)
            return Stop(new SourceSpan(open.Start, Here.Span.End), "There is nothing between these parentheses.", "Write a word between them, or leave them out.", new SourceSpan(open.Start, Here.Span.End).Replace(text, ""));
        if (Or() is not { } inner)
            return null;
        if (Here.Kind != QueryTokenKind.Close)
            return Stop(open, "This parenthesis is not closed.", "Close it where the group ends.", text + ")");
        _at++;
        return inner;
    }

    private SyntaxNode Boosted(SyntaxNode node)
    {
        while (Here.Kind == QueryTokenKind.Caret && !Here.SpaceBefore && !_stopped)
        {
            var token = Here;
            _at++;
            if (!float.TryParse(token.Text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var factor) || factor > 1e6f)
            {
                Stop(token.Span, "^ multiplies a score, by a number from 0 to 1000000.", "Write it as in word^2, or \\^ for the character.", token.Span.Replace(text, ""));
                break;
            }
            node = new BoostNode(node, factor) { Span = new SourceSpan(node.Span.Start, token.Span.End) };
        }
        return node;
    }

    private SyntaxNode JoinOr(List<Item> items)
    {
        if (items.Count == 1)
            return items[0].Node;
        var prohibited = JoinsByOr ? items.FindAll(item => item.Prohibited) : _none;
        var required = items.FindAll(item => item.Required);
        var optional = items.FindAll(item => !item.Required && !prohibited.Contains(item)).ConvertAll(item => item.Node);
        if (required.Count == 0 && prohibited.Count == 0)
            return new OrNode(new NodeList(optional)) { Span = SpanOf(items) };
        if (required.Count > 0 && optional.Count > 0)
            optional.Add(new BoostNode(new MatchAllNode(), 0));
        var all = required.ConvertAll(item => item.Node);
        if (optional.Count > 0)
            all.Add(optional.Count == 1 ? optional[0] : new OrNode(new NodeList(optional)));
        all.AddRange(prohibited.Select(item => item.Node));
        return all.Count == 1 ? all[0] : new AndNode(new NodeList(all)) { Span = SpanOf(items) };
    }

    private bool StartsClause() => !_stopped && Here.Kind is not (QueryTokenKind.End or QueryTokenKind.Close or QueryTokenKind.And or QueryTokenKind.Or);

    private static bool IsSign(QueryTokenKind kind) => kind is QueryTokenKind.Not or QueryTokenKind.Plus or QueryTokenKind.Minus;

    private static SourceSpan SpanOf(List<Item> items) => new(items[0].Node.Span.Start, items[^1].Node.Span.End);

    /// <summary>Records a mistake after which the rest can't be read.</summary>
    private SyntaxNode? Stop(SourceSpan span, string message, string remedy, string? fix = null)
    {
        if (!_stopped)
            Errors.Add(new QueryError(span.Start, span.Length, message, remedy, fix));
        _stopped = true;
        return null;
    }

    private Item? StopItem(SourceSpan span, string message, string remedy)
    {
        Stop(span, message, remedy);
        return null;
    }

    /// <summary>Records a mistake after which reading goes on.</summary>
    private void Note(SourceSpan span, string message, string remedy, string? fix = null) =>
        Errors.Add(new QueryError(span.Start, span.Length, message, remedy, fix));
}
