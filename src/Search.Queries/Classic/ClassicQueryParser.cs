using Search.Analysis;
using Search.Lucene.Searching;
using Search.Queries.Analysing;
using Search.Queries.Syntax;

namespace Search.Queries.Classic;

/// <summary>
/// Lucene 8's classic query parser (org.apache.lucene.queryparser.classic.QueryParser with its defaults) over one default field:
/// the same text gives an equal query. AND and OR have no precedence there: each marks the clause before and after it as required
/// or optional. It is for comparison with real Lucene and for users of the library; people type <see cref="QueryParser"/>'s language.
/// </summary>
/// <remarks>
/// Prefixes, wildcards, fuzzy words, regular expressions and ends of ranges are normalised by <c>normalise</c>, which stands for Lucene's
/// <c>Analyzer.normalize</c>; by default as that of the analyzer does. Wildcards may stand first. Not thread-safe.
/// </remarks>
public sealed class ClassicQueryParser(string field, Analyzer analyzer, QueryOperator defaultOperator = QueryOperator.Or, Func<string, string>? normalise = null)
{
    private const int MaxDepth = 200;

    private readonly ClassicFieldQueries _fieldQueries = new(new TextAnalysis(analyzer), defaultOperator);
    private readonly ClassicMultiTerms _multiTerms = new(normalise ?? ClassicNormalization.Of(analyzer));
    private List<ClassicToken> _tokens = [];
    private int _at;
    private int _depth;

    private ClassicToken Here => _tokens[_at];

    /// <summary>The query of <paramref name="text"/>; one without clauses when analysis leaves nothing of it.</summary>
    /// <exception cref="ClassicSyntaxException">The text is not of the grammar.</exception>
    public Query Parse(string text)
    {
        _tokens = ClassicLexer.Read(text);
        _at = 0;
        _depth = 0;
        var query = ParseQuery(field);
        if (Here.Kind != ClassicTokenKind.End)
            throw Unexpected();
        return query ?? BooleanQuery.Of([]);
    }

    private Query? ParseQuery(string currentField)
    {
        if (++_depth > MaxDepth)
            throw new ClassicSyntaxException(Here.Position, $"nested more than {MaxDepth} deep");
        var clauses = new ClassicClauses(defaultOperator);
        Query? first;
        if (StartsRun())
        {
            first = ParseRun(currentField, clauses);
        }
        else
        {
            var modifier = ParseModifier();
            var query = ParseClause(currentField);
            clauses.Add(ClassicTokenKind.End, modifier, query);
            first = modifier == ClassicTokenKind.End ? query : null;
        }
        while (Here.Kind is not (ClassicTokenKind.End or ClassicTokenKind.Close))
            ParseMore(currentField, clauses);
        _depth--;
        return clauses.Count == 1 && first is not null ? first : clauses.Build();
    }

    private void ParseMore(string currentField, ClassicClauses clauses)
    {
        if (StartsRun())
        {
            ParseRun(currentField, clauses);
            return;
        }
        var conjunction = Here.Kind is ClassicTokenKind.And or ClassicTokenKind.Or ? Take().Kind : ClassicTokenKind.End;
        var modifier = ParseModifier();
        clauses.Add(conjunction, modifier, ParseClause(currentField));
    }

    /// <summary>Two plain words side by side, the second not bound to what follows: such runs are analysed as one text.</summary>
    private bool StartsRun() => Here.Kind == ClassicTokenKind.Term && ContinuesRun(_at + 1);

    private bool ContinuesRun(int at) =>
        _tokens[at].Kind == ClassicTokenKind.Term
        && _tokens[at + 1].Kind is not (ClassicTokenKind.Colon or ClassicTokenKind.Star or ClassicTokenKind.FuzzySlop
            or ClassicTokenKind.Caret or ClassicTokenKind.And or ClassicTokenKind.Or);

    private Query? ParseRun(string currentField, ClassicClauses clauses)
    {
        var text = Take().Image;
        while (ContinuesRun(_at))
            text += " " + Take().Image;
        var query = _fieldQueries.Words(currentField, Unescape(text));
        clauses.AddRun(query);
        return query;
    }

    private ClassicTokenKind ParseModifier() =>
        Here.Kind is ClassicTokenKind.Plus or ClassicTokenKind.Minus or ClassicTokenKind.Not ? Take().Kind : ClassicTokenKind.End;

    private Query? ParseClause(string currentField)
    {
        if (Here.Kind is ClassicTokenKind.Term or ClassicTokenKind.Star && _tokens[_at + 1].Kind == ClassicTokenKind.Colon)
        {
            currentField = Unescape(Take().Image);
            _at++;
        }
        if (Here.Kind != ClassicTokenKind.Open)
            return ParseTerm(currentField);
        _at++;
        var query = ParseQuery(currentField);
        if (Here.Kind != ClassicTokenKind.Close)
            throw Unexpected();
        _at++;
        return Here.Kind == ClassicTokenKind.Caret ? Boost(query, TakeBoost()) : query;
    }

    private Query? ParseTerm(string currentField)
    {
        if (Here.Kind == ClassicTokenKind.RangeStart)
            return ParseRange(currentField);
        var term = Take();
        float? boost = null;
        ClassicToken? slop = null;
        for (var i = 0; i < 2; i++)
        {
            if (boost is null && Here.Kind == ClassicTokenKind.Caret)
                boost = TakeBoost();
            else if (slop is null && Here.Kind == ClassicTokenKind.FuzzySlop)
                slop = Take();
        }
        var query = term.Kind == ClassicTokenKind.Quoted ? Phrase(currentField, term, slop?.Image) : Bare(currentField, term, slop);
        return boost is { } number ? Boost(query, number) : query;
    }

    private Query? Bare(string currentField, ClassicToken term, ClassicToken? slop)
    {
        var text = Unescape(term.Kind == ClassicTokenKind.BareOperator ? term.Image[..1] : term.Image);
        return term.Kind switch
        {
            ClassicTokenKind.Star when currentField == "*" => new MatchAllQuery(),
            ClassicTokenKind.Star or ClassicTokenKind.WildTerm => _multiTerms.Wildcard(currentField, term.Image, term.Position),
            ClassicTokenKind.PrefixTerm => _multiTerms.Prefix(currentField, Unescape(term.Image[..^1])),
            ClassicTokenKind.RegexpTerm => _multiTerms.Regexp(currentField, term.Image[1..^1], term.Position + 1),
            ClassicTokenKind.Term or ClassicTokenKind.Number or ClassicTokenKind.BareOperator => slop is { } edits
                ? _multiTerms.Fuzzy(currentField, text, edits.Image, edits.Position)
                : _fieldQueries.Words(currentField, text),
            _ => throw Unexpected(term),
        };
    }

    private Query? ParseRange(string currentField)
    {
        var includesLower = Take().Image == "[";
        var lower = ParseBound();
        if (Here.Kind != ClassicTokenKind.RangeTo)
            throw Unexpected();
        _at++;
        var upper = ParseBound();
        if (Here.Kind != ClassicTokenKind.RangeEnd)
            throw Unexpected();
        var query = _multiTerms.Range(currentField, lower, upper, includesLower, Take().Image == "]");
        return Here.Kind == ClassicTokenKind.Caret ? Boost(query, TakeBoost()) : query;
    }

    private string? ParseBound()
    {
        var bound = Take();
        return bound.Kind switch
        {
            ClassicTokenKind.RangeQuoted => Unescape(bound.Image[1..^1]),
            ClassicTokenKind.RangeGoop or ClassicTokenKind.RangeTo => bound.Image == "*" ? null : Unescape(bound.Image),
            _ => throw Unexpected(bound),
        };
    }

    private Query? Phrase(string currentField, ClassicToken term, string? slop)
    {
        var distance = 0;
        if (slop is not null && float.TryParse(slop.AsSpan(1), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number))
            distance = (int)Math.Min(number, int.MaxValue);
        return _fieldQueries.Phrase(currentField, Unescape(term.Image[1..^1]), distance);
    }

    private float TakeBoost()
    {
        _at++;
        var number = Take();
        var boost = float.Parse(number.Image, System.Globalization.CultureInfo.InvariantCulture);
        return float.IsFinite(boost) ? boost : throw new ClassicSyntaxException(number.Position, "the number after ^ is too large");
    }

    private static Query? Boost(Query? query, float boost) => query is null ? null : new BoostQuery(query, boost);

    private ClassicToken Take() => _tokens[_at].Kind == ClassicTokenKind.End ? throw Unexpected() : _tokens[_at++];

    private ClassicSyntaxException Unexpected() => Unexpected(Here);

    private static ClassicSyntaxException Unexpected(ClassicToken token) =>
        new(token.Position, token.Kind == ClassicTokenKind.End ? "the query ends too early" : $"{token.Image} is not expected here");

    /// <summary>Undoes escapes, \uXXXX included.</summary>
    private static string Unescape(string image)
    {
        if (!image.Contains('\\', StringComparison.Ordinal))
            return image;
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < image.Length; i++)
        {
            if (image[i] != '\\')
                text.Append(image[i]);
            else if (++i >= image.Length)
                throw new ClassicSyntaxException("a term can't end with a backslash");
            else if (image[i] != 'u')
                text.Append(image[i]);
            else if (i + 4 < image.Length && image.AsSpan(i + 1, 4).ContainsOnlyHex())
                text.Append((char)Convert.ToInt32(image.Substring((i += 4) - 3, 4), 16));
            else
                throw new ClassicSyntaxException($"\\u needs four hexadecimal digits in {image}");
        }
        return text.ToString();
    }
}
