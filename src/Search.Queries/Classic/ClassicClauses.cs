using Search.Lucene.Searching;
using Search.Queries.Syntax;

namespace Search.Queries.Classic;

/// <summary>The clauses of one level, with the classic parser's rule of what AND, OR and signs do to their neighbours.</summary>
internal sealed class ClassicClauses(QueryOperator defaultOperator)
{
    private readonly List<BooleanClause> _clauses = [];

    private bool ByOr => defaultOperator == QueryOperator.Or;

    public int Count => _clauses.Count;

    /// <summary>A clause after AND, OR or nothing, with +, -, NOT or nothing before it; null is a clause that analysis left nothing of.</summary>
    public void Add(ClassicTokenKind conjunction, ClassicTokenKind modifier, Query? query)
    {
        if (conjunction == ClassicTokenKind.And)
            ChangeLast(Occur.Must);
        else if (conjunction == ClassicTokenKind.Or && !ByOr)
            ChangeLast(Occur.Should);
        if (query is not null)
            _clauses.Add(new BooleanClause(query, OccurOf(conjunction, modifier)));
    }

    /// <summary>What a run of words became: its words one by one, or as alternatives of the default operator.</summary>
    public void AddRun(Query? query)
    {
        var occur = ByOr ? Occur.Should : Occur.Must;
        if (query is BooleanQuery words)
            _clauses.AddRange(words.Clauses.All(clause => clause.Query is TermQuery) ? words.Clauses : words.Clauses.Select(clause => clause with { Occur = occur }));
        else if (query is not null)
            _clauses.Add(new BooleanClause(query, occur));
    }

    public Query? Build() => _clauses.Count == 0 ? null : BooleanQuery.Of(_clauses);

    private void ChangeLast(Occur occur)
    {
        if (_clauses.Count > 0 && _clauses[^1].Occur != Occur.MustNot)
            _clauses[^1] = _clauses[^1] with { Occur = occur };
    }

    private Occur OccurOf(ClassicTokenKind conjunction, ClassicTokenKind modifier)
    {
        if (modifier is ClassicTokenKind.Minus or ClassicTokenKind.Not)
            return Occur.MustNot;
        var required = ByOr
            ? modifier == ClassicTokenKind.Plus || conjunction == ClassicTokenKind.And
            : conjunction != ClassicTokenKind.Or;
        return required ? Occur.Must : Occur.Should;
    }
}
