using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents with any term of a field that fulfils a condition, each with the score 1 (times boosts), as Lucene 8 scores prefixes,
/// wildcards, regular expressions and ranges by default. Every term of the dictionary that fulfils it counts, unless a search limits them.
/// </summary>
public abstract class MultiTermQuery(string field) : Query
{
    public string Field { get; } = field;

    /// <summary>The condition: true when a document with this term matches.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> term);

    /// <summary>
    /// Pieces of terms, in bytes, of which each term that fulfils the condition contains at least one: what to look for before
    /// <see cref="Matches"/> is asked. Empty when there are none. Costs as much as reading the pattern.
    /// </summary>
    public virtual IReadOnlyList<byte[]> RequiredPieces() => [];

    public sealed override void Visit(QueryVisitor visitor) => visitor.VisitMultiTerm(this);

    /// <summary>Hands over the states of the terms in this segment's dictionary that fulfil the condition, ascending, until no more are wanted.</summary>
    internal abstract void CollectStates(Terms terms, TermExpansion expansion);

    internal sealed override Weight CreateWeight(SearchContext context, bool needsScores, float boost) =>
        new ConstantWeight(leaf => MultiTermScorers.Create(context, this, leaf), needsScores, boost);
}
