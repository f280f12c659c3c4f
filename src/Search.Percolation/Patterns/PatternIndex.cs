using Search.Lucene.Searching;

namespace Search.Percolation.Patterns;

/// <summary>
/// The patterns of one field, to find those that a term fulfils without trying them all: beginnings by a hash of each length there is; others by
/// a piece of a few bytes that each of their terms has; only what has no such piece is tried on every term. Immutable.
/// </summary>
internal sealed class PatternIndex
{
    private readonly PrefixTable _prefixes;
    private readonly PieceTable _pieces;
    private readonly TriedPattern[] _others;

    public PatternIndex(int field, IEnumerable<(int Leaf, MultiTermQuery Query)> patterns)
    {
        Field = field;
        var prefixes = new List<(int Leaf, PrefixQuery Query)>();
        var pieces = new PieceTable.Builder();
        var others = new List<TriedPattern>();
        foreach (var pattern in patterns)
        {
            if (pattern.Query is PrefixQuery { Prefix.Length: > 0 } prefix)
                prefixes.Add((pattern.Leaf, prefix));
            else if (new TriedPattern(pattern.Leaf, pattern.Query) is var tried && !pieces.TryAdd(tried))
                others.Add(tried);
        }
        _prefixes = new PrefixTable(prefixes);
        _pieces = pieces.Build();
        _others = [.. others];
    }

    public int Field { get; }

    /// <summary>Patterns that are tried on every term.</summary>
    public int TriedAlways => _others.Length;

    /// <summary>Adds what terms these patterns may fit.</summary>
    public void AddTo(PatternFilter filter)
    {
        if (!_pieces.IsEmpty || _others.Length > 0)
            filter.AddAny();
        _prefixes.AddTo(filter);
    }

    /// <summary>Shows the sink the leaves of all patterns that a term fulfils; those that it has already may be left out.</summary>
    public void Find<TSink>(ReadOnlySpan<byte> term, TSink sink)
        where TSink : IPatternSink
    {
        _prefixes.Find(term, sink);
        if (_pieces.IsEmpty && _others.Length == 0)
            return;
        var shape = TermShape.Of(term);
        _pieces.Find(term, shape, sink);
        foreach (var pattern in _others)
        {
            if (!sink.Has(pattern.Leaf) && pattern.Matches(term, shape))
                sink.Add(pattern.Leaf);
        }
    }
}
