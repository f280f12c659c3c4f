using Search.Analysis;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>Everything that a segment buffer holds of one field. Parts come into being when a document first asks for them.</summary>
internal sealed class BufferedField(FieldInfo info) : IDisposable
{
    private readonly Dictionary<string, TokenStream> _streams = new(StringComparer.Ordinal);

    // The stream in use and its name: most fields have one analysis only.
    private TokenStream? _stream;
    private string? _analysis;
    private int _gap;

    /// <summary>The field's definition, as far as this buffer has asked for it.</summary>
    public FieldInfo Info { get; set; } = info;

    /// <summary>False for a field that no document of this buffer has (left over from the buffer's last segment).</summary>
    public bool InUse { get; set; }

    public InvertedField? Inverted { get; private set; }

    public NumericColumn? Numbers { get; private set; }

    public SortedColumn? Strings { get; private set; }

    public NumericColumn? Points { get; private set; }

    /// <summary>The document that <see cref="Inverted"/> was last started for, so that it is finished once.</summary>
    public int StartedDoc { get; set; } = -1;

    public long UsedBytes =>
        (Inverted?.UsedBytes ?? 0) + (Numbers?.UsedBytes ?? 0) + (Strings?.UsedBytes ?? 0) + (Points?.UsedBytes ?? 0);

    public InvertedField RequireInverted(TermArena arena, SlicePool slices) =>
        Inverted ??= new InvertedField(Info.Name, Info.IndexOptions, Info.OmitNorms, arena, slices);

    public NumericColumn RequireNumbers() => Numbers ??= new NumericColumn();

    public SortedColumn RequireStrings(TermArena arena) => Strings ??= new SortedColumn(arena);

    public NumericColumn RequirePoints() => Points ??= new NumericColumn();

    /// <summary>The field's token stream for this analysis (<see cref="Field.Analysis"/>), made once, and the gap between the field's values.</summary>
    public TokenStream RequireStream(Analyzer analyzer, StreamSharing sharing, string analysis, out int gap)
    {
        if (_analysis != analysis)
            ChangeStream(analyzer, sharing, analysis);
        gap = _gap;
        return _stream!;
    }

    /// <summary>Forgets all documents and keeps the memory.</summary>
    public void Reset()
    {
        InUse = false;
        StartedDoc = -1;
        Inverted?.Reset();
        Numbers?.Reset();
        Strings?.Reset();
        Points?.Reset();
    }

    /// <summary>Frees the memory: the field can't be used any more.</summary>
    public void Dispose()
    {
        Inverted?.Dispose();
        Strings?.Dispose();
    }

    private void ChangeStream(Analyzer analyzer, StreamSharing sharing, string analysis)
    {
        if (!_streams.TryGetValue(analysis, out _stream))
            _streams[analysis] = _stream = analyzer.CreateStream(analysis, sharing);
        _analysis = analysis;
        _gap = analyzer.PositionIncrementGap(Info.Name);
    }
}
