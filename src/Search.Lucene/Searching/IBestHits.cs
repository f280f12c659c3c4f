namespace Search.Lucene.Searching;

/// <summary>A collector that keeps the best hits, in an order that is the same for all segments.</summary>
internal interface IBestHits : IComparer<ScoreDoc>
{
    /// <summary>How many it keeps at most.</summary>
    int Places { get; }

    TotalHits Total { get; }

    /// <summary>The hits, best first, from <paramref name="offset"/> on. Once.</summary>
    ScoreDoc[] Hits(int offset);
}
