namespace Search.Lucene.Searching;

/// <summary>A phrase that accepts any of several terms at each position; see <see cref="PhraseQuery"/> for positions and slop.</summary>
public sealed class MultiPhraseQuery : Query
{
    private readonly TermBytes[][] _terms;
    private readonly int[] _positions;

    /// <summary>Throws <see cref="ArgumentException"/> when positions fall or a position has no term.</summary>
    public MultiPhraseQuery(string field, IEnumerable<IEnumerable<TermBytes>> terms, IReadOnlyList<int>? positions = null, int slop = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        Field = field;
        _terms = [.. terms.Select(alternatives => alternatives.ToArray())];
        if (_terms.Any(alternatives => alternatives.Length == 0))
            throw new ArgumentException("a position needs at least one term", nameof(terms));
        _positions = positions is null ? PhrasePositions.InARow(_terms.Length) : [.. positions];
        Slop = slop;
        PhrasePositions.Check(_terms.Length, _positions);
    }

    public string Field { get; }

    public int Slop { get; }

    /// <summary>The alternatives at each position.</summary>
    public IReadOnlyList<IReadOnlyList<TermBytes>> Terms => _terms;

    public IReadOnlyList<int> Positions => _positions;

    public override void Visit(QueryVisitor visitor) => visitor.VisitMultiPhrase(this);

    public override string ToString() =>
        PhrasePositions.Print(Field, _positions, i => _terms[i].Length == 1 ? _terms[i][0].ToString() : $"({string.Join(' ', _terms[i])})", Slop);

    internal override Query Rewrite() => _terms.Length switch
    {
        0 => new MatchNoneQuery(),
        1 => BooleanQuery.Of(_terms[0].Select(term => new BooleanClause(new TermQuery(Field, term), Occur.Should))),
        _ => this,
    };

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new PhraseWeight(context, Field, _terms, _positions, Slop, needsScores, boost);

    private protected override bool SameAs(Query other)
    {
        if (other is not MultiPhraseQuery that || that.Field != Field || that.Slop != Slop || that._terms.Length != _terms.Length)
            return false;
        for (var i = 0; i < _terms.Length; i++)
        {
            if (that._positions[i] != _positions[i] || !that._terms[i].AsSpan().SequenceEqual(_terms[i]))
                return false;
        }
        return true;
    }

    private protected override int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(nameof(MultiPhraseQuery));
        hash.Add(Field);
        hash.Add(Slop);
        for (var i = 0; i < _terms.Length; i++)
        {
            hash.Add(_positions[i]);
            foreach (var term in _terms[i])
                hash.Add(term);
        }
        return hash.ToHashCode();
    }
}
