namespace Search.Percolation.Patterns;

/// <summary>Takes the leaves that a term has.</summary>
internal interface IPatternSink
{
    /// <summary>True when the leaf needs no further look.</summary>
    bool Has(int leaf);

    void Add(int leaf);
}
