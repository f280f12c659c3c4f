namespace Search.Queries.Syntax;

/// <summary>What stands between two clauses that have no operator between them.</summary>
public enum QueryOperator
{
    /// <summary>Both must match: the product's language.</summary>
    And,

    /// <summary>One must match: Lucene's default.</summary>
    Or,
}
