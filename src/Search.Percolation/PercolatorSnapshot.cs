using Search.Analysis;
using Search.Percolation.Matching;
using Search.Percolation.Patterns;
using Search.Percolation.Segments;
using Search.Percolation.Terms;

namespace Search.Percolation;

/// <summary>The queries of a <see cref="Percolator"/> at one moment. Immutable, thread-safe.</summary>
public sealed class PercolatorSnapshot
{
    private readonly Analyzer _analyzer;
    private readonly FieldNumbers _fields;
    private readonly TermView _terms;
    private readonly (QuerySegment Segment, DeadQueries Dead)[] _segments;

    // By field; what a matcher asks of each term.
    private readonly Lazy<PatternFilter?[]> _patterns;

    internal PercolatorSnapshot(Analyzer analyzer, FieldNumbers fields, TermView terms, (QuerySegment Segment, DeadQueries Dead)[] segments)
    {
        (_analyzer, _fields, _terms, _segments) = (analyzer, fields, terms, segments);
        _patterns = new Lazy<PatternFilter?[]>(PatternsByField);
    }

    /// <summary>Queries in it.</summary>
    public int Count => _segments.Sum(part => part.Segment.Count - part.Dead.Count);

    /// <summary>Counts of what is in it.</summary>
    public PercolatorStatistics Statistics => new(
        Count, _segments.Sum(part => part.Segment.GroupCount), _segments.Sum(part => part.Segment.Entries.Always.Length),
        _segments.Sum(part => part.Segment.Leaves.Patterns.Sum(patterns => patterns.TriedAlways)), _terms.Count, _segments.Length);

    /// <summary>A matcher over these queries: it holds buffers, so keep it as long as the snapshot is of use. Each is for one thread at a time.</summary>
    public PercolatorMatcher CreateMatcher() => new(
        new DocumentTerms(_analyzer, _fields, _terms, _patterns.Value),
        Array.ConvertAll(_segments, part => new SegmentMatcher(part.Segment, part.Dead)));

    private PatternFilter?[] PatternsByField()
    {
        var patterns = _segments.SelectMany(part => part.Segment.Leaves.Patterns).ToList();
        var filters = new PatternFilter?[patterns.Count == 0 ? 0 : patterns.Max(index => index.Field) + 1];
        foreach (var index in patterns)
            index.AddTo(filters[index.Field] ??= new PatternFilter());
        return filters;
    }
}
