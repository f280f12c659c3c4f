namespace Search.Lucene.Indexing;

/// <summary>
/// Says which segments to merge: tiers of about equal size, cheapest and best-packed merges first, as Lucene's TieredMergePolicy
/// does. Numbers and pure functions; immutable.
/// </summary>
public sealed record MergePolicy
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>No merging but by <see cref="IndexWriter.ForceMerge"/>.</summary>
    public static MergePolicy None { get; } = new() { SegmentsPerTier = int.MaxValue, DeletesPercentAllowed = 100 };

    /// <summary>Segments allowed in each tier; more makes fewer merges and slower searches.</summary>
    public int SegmentsPerTier { get; init; } = 10;

    /// <summary>Most segments that one merge takes.</summary>
    public int MaxMergeAtOnce { get; init; } = 10;

    /// <summary>Segments are not merged beyond this size, in megabytes.</summary>
    public double MaxSegmentMegabytes { get; init; } = 5 * 1024;

    /// <summary>Smaller segments count as this big, in megabytes, so that tiny ones don't pile up in tiers of their own.</summary>
    public double FloorSegmentMegabytes { get; init; } = 2;

    /// <summary>Large segments are merged again once more than this part of the index's documents is deleted, in percent.</summary>
    public double DeletesPercentAllowed { get; init; } = 33;

    /// <summary>The next merge worth doing, as segment names in index order; empty when there is none.</summary>
    internal IReadOnlyList<string> FindMerge(IReadOnlyList<SegmentSize> segments)
    {
        if (segments.Count <= SegmentsPerTier && !segments.Any(segment => segment.DeletedDocs > 0))
            return [];
        var eligible = Eligible(segments);
        if (eligible.Count < 2 && !eligible.Any(segment => segment.DeletedDocs > 0))
            return [];
        var tooManyDeletes = DeletedPercent(segments) > DeletesPercentAllowed;
        if (eligible.Count <= AllowedCount(eligible) && !tooManyDeletes)
            return [];
        var best = BestMerge(eligible, tooManyDeletes);
        return InIndexOrder(segments, best);
    }

    /// <summary>The next merge on the way to at most <paramref name="maxSegments"/> segments without deletions; empty when that is reached.</summary>
    internal static IReadOnlyList<string> FindForcedMerge(IReadOnlyList<SegmentSize> segments, int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        if (segments.Count > maxSegments)
        {
            var smallest = segments.OrderBy(segment => segment.LiveBytes).Take(segments.Count - maxSegments + 1).ToArray();
            return InIndexOrder(segments, smallest);
        }
        var deleted = segments.Where(segment => segment.DeletedDocs > 0).Take(1).ToArray();
        return InIndexOrder(segments, deleted);
    }

    private List<SegmentSize> Eligible(IReadOnlyList<SegmentSize> segments)
    {
        var most = MaxSegmentMegabytes * Megabyte;
        return [.. segments
            .Where(segment => segment.LiveBytes <= most / 2 || segment.DeletedDocs * 100.0 > DeletesPercentAllowed * segment.MaxDoc)
            .OrderByDescending(segment => segment.LiveBytes)];
    }

    /// <summary>Segments that a well-merged index of this size has: <see cref="SegmentsPerTier"/> of each tier, tiers growing by <see cref="MaxMergeAtOnce"/>.</summary>
    private double AllowedCount(List<SegmentSize> eligible)
    {
        var left = eligible.Sum(segment => (double)segment.LiveBytes);
        var level = Math.Max(FloorSegmentMegabytes * Megabyte, eligible.Min(segment => segment.LiveBytes));
        double allowed = 0;
        while (true)
        {
            var count = left / level;
            if (count < SegmentsPerTier)
                return Math.Max(allowed + Math.Ceiling(count), SegmentsPerTier);
            allowed += SegmentsPerTier;
            left -= SegmentsPerTier * level;
            level *= MaxMergeAtOnce;
        }
    }

    /// <summary>Of all runs of neighbours in size the one with the lowest score: even sizes, small totals and many deletions are good.</summary>
    private List<SegmentSize> BestMerge(List<SegmentSize> bySize, bool tooManyDeletes)
    {
        List<SegmentSize> best = [];
        var bestScore = double.MaxValue;
        for (var start = 0; start < bySize.Count; start++)
        {
            var candidate = Candidate(bySize, start);
            if (candidate.Count == 0 || (candidate.Count == 1 && candidate[0].DeletedDocs == 0))
                continue;
            if (!tooManyDeletes && candidate.Count < Math.Min(MaxMergeAtOnce, 2))
                continue;
            var score = Score(candidate);
            if (score < bestScore)
            {
                bestScore = score;
                best = candidate;
            }
        }
        return best;
    }

    private List<SegmentSize> Candidate(List<SegmentSize> bySize, int start)
    {
        var candidate = new List<SegmentSize>();
        double total = 0;
        for (var i = start; i < bySize.Count && candidate.Count < MaxMergeAtOnce; i++)
        {
            if (total + bySize[i].LiveBytes > MaxSegmentMegabytes * Megabyte)
                continue;
            candidate.Add(bySize[i]);
            total += bySize[i].LiveBytes;
        }
        return candidate;
    }

    private double Score(List<SegmentSize> candidate)
    {
        var total = candidate.Sum(segment => (double)segment.LiveBytes);
        var before = candidate.Sum(segment => (double)segment.Bytes);
        var floored = candidate.Sum(Floored);
        var skew = candidate.Count == MaxMergeAtOnce || candidate.Count > 1
            ? Floored(candidate[0]) / floored
            : 1;
        return skew * Math.Pow(Math.Max(total, 1), 0.05) * Math.Pow(Math.Max(total, 1) / Math.Max(before, 1), 2);
    }

    private double Floored(SegmentSize segment) => Math.Max(FloorSegmentMegabytes * Megabyte, segment.LiveBytes);

    private static double DeletedPercent(IReadOnlyList<SegmentSize> segments)
    {
        var docs = segments.Sum(segment => (double)segment.MaxDoc);
        return docs == 0 ? 0 : segments.Sum(segment => (double)segment.DeletedDocs) * 100 / docs;
    }

    private static string[] InIndexOrder(IReadOnlyList<SegmentSize> all, IReadOnlyCollection<SegmentSize> chosen)
    {
        var names = chosen.Select(segment => segment.Name).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(segment => names.Contains(segment.Name)).Select(segment => segment.Name)];
    }
}
