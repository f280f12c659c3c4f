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
}
