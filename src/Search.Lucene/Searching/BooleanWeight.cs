namespace Search.Lucene.Searching;

/// <summary>
/// Puts the clauses' scorers of a segment together. Which shape arises decides where sums are rounded to float, so the cases are
/// Lucene's (its Boolean2ScorerSupplier), and clauses that match nothing in the segment are left out before.
/// </summary>
internal sealed class BooleanWeight : Weight
{
    private readonly SearchContext _context;
    private readonly (Weight Weight, Occur Occur)[] _clauses;
    private readonly int _minimumShouldMatch;
    private readonly bool _needsScores;

    public BooleanWeight(SearchContext context, BooleanQuery query, bool needsScores, float boost)
    {
        _context = context;
        _minimumShouldMatch = query.MinimumShouldMatch;
        _needsScores = needsScores;
        var shouldsMatter = needsScores || query.MinimumShouldMatch > 0 || !query.Clauses.Any(clause => clause.IsRequired);
        var clauses = query.Clauses.Where(clause => clause.Occur != Occur.Should || shouldsMatter).ToArray();
        _clauses = Array.ConvertAll(clauses, clause => (CreateWeight(clause, boost), clause.Occur));
    }

    private Weight CreateWeight(BooleanClause clause, float boost) => clause.IsScoring
        ? clause.Query.CreateWeight(_context, _needsScores, boost)
        : _context.FilterWeight(clause.Query);

    public override Scorer? Scorer(Leaf leaf)
    {
        var scorers = new ClauseScorers();
        foreach (var (weight, occur) in _clauses)
        {
            if (weight.Scorer(leaf) is { } scorer)
                scorers[occur].Add(scorer);
            else if (occur is Occur.Must or Occur.Filter)
                return null;
        }
        return Combine(scorers);
    }

    private Scorer? Combine(ClauseScorers scorers)
    {
        var minimum = _minimumShouldMatch;
        if (scorers.Should.Count == minimum)
        {
            scorers.Must.AddRange(scorers.Should);
            scorers.Should.Clear();
            minimum = 0;
        }
        if (scorers.Should.Count < minimum || scorers.Must.Count + scorers.Filter.Count + scorers.Should.Count == 0)
            return null;
        if (scorers.Should.Count == 0)
            return Without(Required(scorers), scorers.MustNot);
        var optional = AnyOf(scorers.Should, Math.Max(1, minimum));
        if (scorers.Must.Count + scorers.Filter.Count == 0)
            return Without(optional, scorers.MustNot);
        var required = Without(Required(scorers), scorers.MustNot);
        return minimum > 0 ? new ConjunctionScorer([], [required, optional], _context) : new RequiredOptionalScorer(required, optional, _context);
    }

    private Scorer Required(ClauseScorers scorers)
    {
        if (scorers.Must.Count + scorers.Filter.Count > 1)
            return new ConjunctionScorer(scorers.Filter, scorers.Must, _context);
        if (scorers.Must.Count == 1)
            return scorers.Must[0];
        return _needsScores ? new ConstantScorer(scorers.Filter[0], 0f) : scorers.Filter[0];
    }

    private Scorer Without(Scorer scorer, List<Scorer> prohibited) =>
        prohibited.Count == 0 ? scorer : new ExclusionScorer(scorer, AnyOf(prohibited, 1), _context);

    private Scorer AnyOf(List<Scorer> scorers, int minimum) =>
        scorers.Count == 1 ? scorers[0] : new DisjunctionScorer([.. scorers], minimum, _context);
}
