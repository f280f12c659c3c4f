namespace Search.Benchmarks.Verbs;

/// <summary>The figures of both sides of a comparison, by their names.</summary>
internal sealed record Sides(Dictionary<string, double> Lucene, Dictionary<string, double> Search)
{
    /// <summary>Ours to the peer's, of each figure that both have.</summary>
    public Dictionary<string, double> Ratios =>
        Search.Keys.Where(Lucene.ContainsKey).ToDictionary(key => key, key => Json.Round(Search[key] / Lucene[key]), StringComparer.Ordinal);
}
