namespace Search.Queries.Syntax;

/// <summary>
/// Reads the product's query language: Lucene's classic syntax with the precedence NOT, AND, OR, and words without an operator
/// between them joined by AND (or by OR, as an option). Never throws for what a person typed. Thread-safe.
/// </summary>
/// <remarks>
/// <code>
/// or     := and ( OR and )*                 with the default OR, words side by side join here
/// and    := unary ( [AND] unary )*          with the default AND, they join here
/// unary  := ( NOT | ! | - | + )* clause
/// clause := [ field ":" ] ( "(" or ")" | word | word* | *wo?d | word~1 | "phrase" | "phrase"~5 | /regexp/ | range ) [ "^" number ]
/// range  := ( "[" | "{" ) bound TO bound ( "]" | "}" )
/// </code>
/// A <c>+</c> clause of an OR is required, and its neighbours then only score, as in Lucene: <c>+a OR b</c> is <c>a AND (b OR *:*^0)</c>.
/// With the default OR a <c>-</c> clause is taken away from its neighbours: <c>a b -c</c> is <c>(a OR b) AND NOT c</c>.
/// </remarks>
public static class QueryParser
{
    /// <summary>Parses <paramref name="text"/>; the result has a tree or at least one error.</summary>
    public static ParsedQuery Parse(string text, QueryParserOptions? options = null)
    {
        options ??= QueryParserOptions.Default;
        if (string.IsNullOrWhiteSpace(text))
            return Failed(text, new QueryError(0, 0, "The query is empty.", "Type a word, or *:* for every article."));
        if (text.Length > options.MaxLength)
            return Failed(text, TooLong(text, options));
        var source = new QueryText(text);
        var (tokens, error) = QueryLexer.Read(source);
        var parser = new SyntaxParser(text, tokens, options);
        var root = parser.Parse(error);
        if (root is not null)
            parser.Errors.AddRange(SyntaxChecker.Check(root, text));
        var errors = parser.Errors.OrderBy(found => found.Position).ToArray();
        return new ParsedQuery(text, errors.Length == 0 ? root : null, errors, Hints(text, tokens));
    }

    private static QueryHint[] Hints(string text, IReadOnlyList<QueryToken> tokens) =>
        [.. OperatorHints.Find(text, tokens).Concat(QuestionHints.Find(text, tokens)).OrderBy(hint => hint.Position)];

    private static ParsedQuery Failed(string text, QueryError error) => new(text, Root: null, [error], []);

    private static QueryError TooLong(string text, QueryParserOptions options) =>
        new(options.MaxLength, text.Length - options.MaxLength,
            $"The query has {text.Length} characters; at most {options.MaxLength} are read.", "Split it into several queries.");
}
