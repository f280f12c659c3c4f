namespace Search.Lucene.Searching;

/// <summary>
/// What documents to find and how to score them. Immutable, thread-safe, and equal by value: two queries that say the same are
/// equal and hash alike, so that a query can be a cache key. A query knows no index; a searcher runs it.
/// </summary>
public abstract class Query : IEquatable<Query>
{
    private int _hash;

    public bool Equals(Query? other) =>
        ReferenceEquals(this, other) || (other is not null && other.GetType() == GetType() && GetHashCode() == other.GetHashCode() && SameAs(other));

    public sealed override bool Equals(object? obj) => Equals(obj as Query);

    public sealed override int GetHashCode()
    {
        if (_hash == 0)
            _hash = ComputeHash() is var hash && hash != 0 ? hash : 1;
        return _hash;
    }

    /// <summary>Shows the visitor the leaves of this query, and its clauses with their occurrence.</summary>
    public abstract void Visit(QueryVisitor visitor);

    /// <summary>The query in Lucene's notation, every field named. For people and logs, not for parsing.</summary>
    public abstract override string ToString();

    /// <summary>Equality of content; <paramref name="other"/> is of the same class.</summary>
    private protected abstract bool SameAs(Query other);

    private protected abstract int ComputeHash();

    /// <summary>The query with the parts replaced whose meaning depends on the index: fuzzy words by the terms next to them.</summary>
    internal virtual Query Expand(SearchContext context, bool needsScores) => this;

    /// <summary>One step towards a simpler query with the same matches and the same scores to the bit; itself when there is none.</summary>
    internal virtual Query Rewrite() => this;

    /// <summary>The query after all rewriting. Lucene scores the rewritten query, so this is part of what the scores are.</summary>
    internal Query Simplify()
    {
        var query = this;
        for (var next = query.Rewrite(); !ReferenceEquals(next, query); next = query.Rewrite())
            query = next;
        return query;
    }

    /// <summary>Makes ready the simplified query; <paramref name="boost"/> is the product of all boosts around it.</summary>
    internal abstract Weight CreateWeight(SearchContext context, bool needsScores, float boost);

    private protected static string Number(float value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
