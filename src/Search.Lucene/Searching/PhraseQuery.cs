namespace Search.Lucene.Searching;

/// <summary>
/// Documents in which the terms stand at these relative positions. With a slop of 0 exactly so; else when the terms can be moved
/// there in at most slop steps (Lucene's edit distance over positions: two swapped neighbours cost 2).
/// </summary>
public sealed class PhraseQuery : Query
{
    private readonly TermBytes[] _terms;
    private readonly int[] _positions;

    /// <summary>Terms at positions 0, 1, 2 ...</summary>
    public PhraseQuery(string field, IEnumerable<TermBytes> terms, int slop = 0)
        : this(field, [.. terms], positions: null, slop)
    {
    }

    /// <summary>Terms with their positions, which start anywhere and do not fall. Throws <see cref="ArgumentException"/> when they do.</summary>
    public PhraseQuery(string field, IReadOnlyList<TermBytes> terms, IReadOnlyList<int>? positions, int slop = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        Field = field;
        _terms = new TermBytes[terms.Count];
        for (var i = 0; i < _terms.Length; i++)
            _terms[i] = terms[i];
        _positions = positions is null ? PhrasePositions.InARow(_terms.Length) : [.. positions];
        Slop = slop;
        PhrasePositions.Check(_terms.Length, _positions);
    }

    public string Field { get; }

    public int Slop { get; }

    public IReadOnlyList<TermBytes> Terms => _terms;

    /// <summary>One position a term, in the unit of position increments.</summary>
    public IReadOnlyList<int> Positions => _positions;

    public override void Visit(QueryVisitor visitor) => visitor.VisitPhrase(this);

    public override string ToString() => PhrasePositions.Print(Field, _positions, i => _terms[i].ToString(), Slop);

    internal override Query Rewrite() => _terms.Length switch
    {
        0 => new MatchNoneQuery(),
        1 => new TermQuery(Field, _terms[0]),
        _ => _positions[0] == 0 ? this : new PhraseQuery(Field, _terms, PhrasePositions.FromZero(_positions), Slop),
    };

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new PhraseWeight(context, Field, Array.ConvertAll(_terms, term => new[] { term }), _positions, Slop, needsScores, boost);

    private protected override bool SameAs(Query other) =>
        other is PhraseQuery that && that.Field == Field && that.Slop == Slop
        && that._terms.AsSpan().SequenceEqual(_terms) && that._positions.AsSpan().SequenceEqual(_positions);

    private protected override int ComputeHash()
    {
        var hash = new HashCode();
        hash.Add(nameof(PhraseQuery));
        hash.Add(Field);
        hash.Add(Slop);
        foreach (var term in _terms)
            hash.Add(term);
        foreach (var position in _positions)
            hash.Add(position);
        return hash.ToHashCode();
    }
}
