namespace Search.Lucene.Searching;

/// <summary>The scorers of a boolean query's clauses in one segment, by what they ask.</summary>
internal sealed class ClauseScorers
{
    public List<Scorer> Must { get; } = [];

    public List<Scorer> Should { get; } = [];

    public List<Scorer> Filter { get; } = [];

    public List<Scorer> MustNot { get; } = [];

    public List<Scorer> this[Occur occur] => occur switch
    {
        Occur.Must => Must,
        Occur.Should => Should,
        Occur.Filter => Filter,
        _ => MustNot,
    };
}
