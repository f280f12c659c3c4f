namespace Search.Lucene.Searching;

/// <summary>Sorting by a column of longs instead of relevance; ties by document number. Documents without a value count as <paramref name="Missing"/>.</summary>
public sealed record NumericSort(string Field, bool Descending = true, long Missing = 0)
{
    /// <summary>
    /// True when each document's value stands in the point index under the same name too, and no other: then a search without facets
    /// looks at the best values first. False by default.
    /// </summary>
    public bool HasPoints { get; init; }

    /// <summary>Values in the order of this sort: the greater, the better.</summary>
    internal long Rank(long value) => Descending ? value : ~value;
}
