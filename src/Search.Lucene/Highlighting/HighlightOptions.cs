namespace Search.Lucene.Highlighting;

/// <summary>What passages are wanted. Lengths are in chars.</summary>
public sealed record HighlightOptions
{
    public static HighlightOptions Default { get; } = new();

    /// <summary>The most passages of one text.</summary>
    public int Passages { get; init; } = 3;

    /// <summary>Short sentences are joined up to about this length.</summary>
    public int GoodLength { get; init; } = 160;

    /// <summary>Longer sentences are cut around their matches, between words.</summary>
    public int MaxLength { get; init; } = 320;

    /// <summary>Give the beginning of the text where nothing in it matches.</summary>
    public bool StartWhenNothingMatches { get; init; } = true;

    /// <summary>What a term is worth, such as its idf; null: all the same.</summary>
    public Func<MatchReason, float>? Weight { get; init; }
}
