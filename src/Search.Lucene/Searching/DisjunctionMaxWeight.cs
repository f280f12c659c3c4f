namespace Search.Lucene.Searching;

/// <summary>Dis-max over what matches in a segment; a part that is alone there counts as it is.</summary>
internal sealed class DisjunctionMaxWeight(SearchContext context, DisjunctionMaxQuery query, bool needsScores, float boost) : Weight
{
    private readonly Weight[] _weights = [.. query.Disjuncts.Select(part => part.CreateWeight(context, needsScores, boost))];

    public override Scorer? Scorer(Leaf leaf)
    {
        var scorers = _weights.Select(weight => weight.Scorer(leaf)).OfType<Scorer>().ToArray();
        return scorers.Length switch
        {
            0 => null,
            1 => scorers[0],
            _ => new DisjunctionMaxScorer(scorers, query.TieBreaker, context),
        };
    }
}
