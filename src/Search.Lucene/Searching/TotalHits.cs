namespace Search.Lucene.Searching;

/// <summary>How many documents match. When not <paramref name="Exact"/>, at least <paramref name="Value"/>: counting stopped early.</summary>
public readonly record struct TotalHits(long Value, bool Exact)
{
    /// <summary>The peer's form: =12 or >=1001.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Exact ? "=" : ">=")}{Value}");
}
