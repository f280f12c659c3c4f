using Search.Lucene.Searching;
using Search.Queries.Syntax;

namespace Search.Queries.Compiling;

/// <summary>Compiles one tree. A null query is a clause of which analysis left nothing: it drops out of what it stands in.</summary>
internal sealed class TreeCompiler(QueryContext context, ArticleWords words)
{
    private readonly List<string> _notices = [];
    private string? _field;

    public IReadOnlyList<string> Notices => _notices;

    public Query? Compile(SyntaxNode node) => node switch
    {
        AndNode and => And(and),
        OrNode or => Or(or),
        NotNode { Clause: NotNode inner } => Compile(inner.Clause),
        NotNode not => Compile(not.Clause) is { } query ? Without(query) : null,
        BoostNode boost => Compile(boost.Clause) is { } query ? new BoostQuery(query, boost.Factor) : null,
        FieldNode field => Field(field),
        MatchAllNode => new MatchAllQuery(),
        _ => Leaf(node),
    };

    private static BooleanQuery Without(Query query) =>
        BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(query, Occur.MustNot)]);

    private Query? And(AndNode node)
    {
        var clauses = new List<BooleanClause>();
        AddRequired(node, clauses);
        if (clauses.Count == 0)
            return null;
        if (!clauses.Exists(clause => clause.Occur == Occur.Must))
            clauses.Insert(0, new BooleanClause(new MatchAllQuery(), Occur.Must));
        return clauses is [{ Occur: Occur.Must } only] ? only.Query : BooleanQuery.Of(clauses);
    }

    private void AddRequired(AndNode node, List<BooleanClause> clauses)
    {
        foreach (var clause in node.Clauses)
        {
            if (clause is AndNode inner)
                AddRequired(inner, clauses);
            else if (clause is NotNode { Clause: not NotNode } not)
                Add(clauses, not.Clause, Occur.MustNot);
            else if (OptionalParts(clause) is { } parts)
                parts.ForEach(part => Add(clauses, part, Occur.Should));
            else
                Add(clauses, clause, Occur.Must);
        }
    }

    /// <summary>The parts of <c>(a OR b OR *:*^0)</c>: clauses that only score.</summary>
    private static List<SyntaxNode>? OptionalParts(SyntaxNode clause) =>
        clause is OrNode { Clauses: var parts } && parts.Any(IsSilentEverything)
            ? [.. parts.Where(part => !IsSilentEverything(part))]
            : null;

    private static bool IsSilentEverything(SyntaxNode node) => node is BoostNode { Factor: 0, Clause: MatchAllNode };

    private Query? Or(OrNode node)
    {
        var clauses = new List<BooleanClause>();
        AddAlternatives(node, clauses);
        return clauses.Count switch
        {
            0 => null,
            1 => clauses[0].Query,
            _ => BooleanQuery.Of(clauses),
        };
    }

    private void AddAlternatives(OrNode node, List<BooleanClause> clauses)
    {
        foreach (var clause in node.Clauses)
        {
            if (clause is OrNode inner)
                AddAlternatives(inner, clauses);
            else
                Add(clauses, clause, Occur.Should);
        }
    }

    private void Add(List<BooleanClause> clauses, SyntaxNode node, Occur occur)
    {
        if (Compile(node) is { } query)
            clauses.Add(new BooleanClause(query, occur));
    }

    private Query? Field(FieldNode node)
    {
        var outer = _field;
        _field = node.Field;
        var query = Compile(node.Clause);
        _field = outer;
        return query;
    }

    private Query? Leaf(SyntaxNode node)
    {
        var query = _field switch
        {
            QueryFields.Published or QueryFields.Seen => DateQueries.Compile(node, _field, context),
            QueryFields.Language or QueryFields.Url or QueryFields.Tag or QueryFields.Id => WholeValueQueries.Compile(node, _field),
            _ => WordQueries.Compile(node, _field, words, context.StemLanguage),
        };
        if (query is null)
            _notices.Add($"{TextEdits.Quote(node.ToString())} has no letters or digits and was left out.");
        return query;
    }
}
