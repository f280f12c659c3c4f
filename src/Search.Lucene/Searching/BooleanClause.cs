namespace Search.Lucene.Searching;

/// <summary>One clause of a <see cref="BooleanQuery"/>.</summary>
public sealed record BooleanClause(Query Query, Occur Occur)
{
    public bool IsScoring => Occur is Occur.Must or Occur.Should;

    public bool IsRequired => Occur is Occur.Must or Occur.Filter;

    public override string ToString()
    {
        var sign = Occur switch { Occur.Must => "+", Occur.Filter => "#", Occur.MustNot => "-", _ => "" };
        return Query is BooleanQuery ? $"{sign}({Query})" : sign + Query;
    }
}
