namespace Search.Lucene.Searching;

/// <summary>Documents with a term, scored by BM25.</summary>
public sealed class TermQuery(string field, TermBytes term) : Query
{
    public string Field { get; } = field;

    public TermBytes Term { get; } = term;

    /// <summary>The frequency to score with instead of the term's own. No part of what the query is: with and without it, it is equal.</summary>
    internal long? AssumedDocFreq { get; init; }

    public override void Visit(QueryVisitor visitor) => visitor.VisitTerm(this);

    public override string ToString() => $"{Field}:{Term}";

    internal override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new TermWeight(context, this, needsScores, boost);

    private protected override bool SameAs(Query other) => other is TermQuery that && that.Field == Field && that.Term == Term;

    private protected override int ComputeHash() => HashCode.Combine(nameof(TermQuery), Field, Term);
}
