using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents with any term of a field that fulfils a condition, each with the score 1 (times boosts), as Lucene 8 scores prefix,
/// wildcard and fuzzy alike by default. Never capped: every term of the dictionary that fulfils it counts.
/// </summary>
public abstract class MultiTermQuery(string field) : Query
{
    public string Field { get; } = field;

    /// <summary>The condition: true when a document with this term matches.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> term);

    public sealed override void Visit(QueryVisitor visitor) => visitor.VisitMultiTerm(this);

    /// <summary>Hands over the states of the terms in this segment's dictionary that fulfil the condition, ascending.</summary>
    internal abstract void CollectStates(Terms terms, Action<TermState> add);

    internal sealed override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new ConstantWeight(leaf => MultiTermScorers.Create(context, this, leaf), needsScores, boost);
}
