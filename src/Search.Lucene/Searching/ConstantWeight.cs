namespace Search.Lucene.Searching;

/// <summary>A weight whose scorers give every document the same score, the boost.</summary>
internal sealed class ConstantWeight(Func<Leaf, Scorer?> scorer, bool needsScores, float score) : Weight
{
    public override Scorer? Scorer(Leaf leaf) => scorer(leaf) is { } inner ? needsScores ? new ConstantScorer(inner, score) : inner : null;
}
