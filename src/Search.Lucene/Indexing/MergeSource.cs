using Search.Lucene.Numerics;

namespace Search.Lucene.Indexing;

/// <summary>One segment that goes into a merge, with its live documents at the merge's start and where they go.</summary>
internal sealed class MergeSource
{
    private readonly int[]? _map;

    public MergeSource(SegmentCore core, FixedBitSet? liveDocs, int docBase)
    {
        Core = core;
        LiveDocs = liveDocs;
        DocBase = docBase;
        MaxDoc = core.Info.MaxDoc;
        DocCount = liveDocs?.Cardinality() ?? MaxDoc;
        _map = liveDocs is null ? null : MapLive(liveDocs, docBase);
    }

    public SegmentCore Core { get; }

    public FixedBitSet? LiveDocs { get; }

    /// <summary>The merged number of the first live document.</summary>
    public int DocBase { get; }

    public int MaxDoc { get; }

    /// <summary>Documents that the merge keeps.</summary>
    public int DocCount { get; }

    /// <summary>The merged number of a document, or -1 when it is dropped.</summary>
    public int Map(int doc) => _map is null ? doc + DocBase : _map[doc];

    /// <summary>Writes the merged numbers of the kept ones of <paramref name="docs"/> and returns how many.</summary>
    public int Map(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<int> mapped, Span<int> mappedFreqs)
    {
        if (_map is null)
        {
            for (var i = 0; i < docs.Length; i++)
                mapped[i] = docs[i] + DocBase;
            freqs.CopyTo(mappedFreqs);
            return docs.Length;
        }
        var count = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            var doc = _map[docs[i]];
            if (doc < 0)
                continue;
            mapped[count] = doc;
            mappedFreqs[count++] = freqs[i];
        }
        return count;
    }

    private static int[] MapLive(FixedBitSet live, int docBase)
    {
        var map = new int[live.Length];
        var next = docBase;
        for (var doc = 0; doc < map.Length; doc++)
            map[doc] = live.Get(doc) ? next++ : -1;
        return map;
    }
}
