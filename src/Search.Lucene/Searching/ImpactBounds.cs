using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Searching;

/// <summary>Upper bounds of BM25 scores ahead of a cursor, from the impacts in its skip data; each level's is computed once per stretch.</summary>
internal sealed class ImpactBounds(PostingsCursor cursor, Bm25 similarity, float weight)
{
    private const int KeptLevels = 10;

    private readonly float[] _bounds = new float[KeptLevels];
    private readonly int[] _ends = [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1];

    /// <summary>As <see cref="Scorer.AdvanceShallow"/>.</summary>
    public int AdvanceShallow(int target)
    {
        if (cursor.Doc == PostingsCursor.End)
            return Scorer.End - 1;
        cursor.AdvanceShallow(Math.Max(target, cursor.Doc));
        return Math.Min(cursor.ImpactUpTo(0), Scorer.End - 1);
    }

    /// <summary>As <see cref="Scorer.MaxScore"/>: 0 where no document is left up to there.</summary>
    public float MaxScore(int upTo)
    {
        if (cursor.Doc > upTo)
            return 0f;
        var levels = Math.Min(KeptLevels, cursor.ImpactLevels);
        for (var level = 0; level < levels; level++)
        {
            var end = cursor.ImpactUpTo(level);
            if (end >= upTo)
                return Bound(level, end);
        }
        return weight;
    }

    private float Bound(int level, int end)
    {
        if (_ends[level] == end)
            return _bounds[level];
        _ends[level] = end;
        return _bounds[level] = Bound(cursor.Impacts(level));
    }

    private float Bound(ReadOnlySpan<Impact> impacts)
    {
        var bound = 0f;
        foreach (var impact in impacts)
            bound = Math.Max(bound, similarity.Score(weight, impact.Freq, impact.Norm));
        return impacts.IsEmpty ? weight : bound;
    }
}
