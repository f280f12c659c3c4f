using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Some terms of a field in ascending order, with their postings encoded in memory, for <see cref="PostingsWriter.Add"/>. Cleared and filled again
/// without allocation. Not thread-safe.
/// </summary>
internal sealed class EncodedTerms : IDisposable
{
    private readonly MemoryStretch _docs = new();
    private readonly MemoryStretch _positions = new();
    private readonly PostingsEncoder _encoder;
    private readonly ByteArrayWriter _terms = new(4096);
    private (int End, TermState State)[] _entries = new (int, TermState)[256];

    /// <param name="maxDoc">Documents of the segment.</param>
    public EncodedTerms(int maxDoc) => _encoder = new PostingsEncoder(maxDoc, _docs, _positions);

    public int Count { get; private set; }

    public bool HasPositions { get; private set; }

    /// <summary>The .doc bytes, to which <see cref="TermState.DocStart"/> refers.</summary>
    public ReadOnlySpan<byte> Docs => _docs.Bytes;

    /// <summary>The .pos bytes, to which <see cref="TermState.PositionStart"/> refers.</summary>
    public ReadOnlySpan<byte> Positions => _positions.Bytes;

    /// <summary>A bit for each document with any of the terms.</summary>
    public ReadOnlySpan<ulong> DocsWithField => _encoder.DocsWithField;

    /// <summary>Forgets all terms, and begins others of a field.</summary>
    /// <inheritdoc cref="PostingsEncoder.StartField"/>
    public void Start(FieldInfo field, ReadOnlyMemory<byte> normByDoc)
    {
        Count = 0;
        _terms.Clear();
        _docs.Clear();
        _positions.Clear();
        HasPositions = field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions;
        _encoder.StartField(field, normByDoc);
    }

    /// <summary>Adds a term with all its documents.</summary>
    /// <inheritdoc cref="PostingsEncoder.AddDocuments"/>
    public void Add(ReadOnlySpan<byte> term, ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions)
    {
        _encoder.StartTerm();
        _encoder.AddDocuments(docs, freqs, positions);
        if (!_encoder.FinishTerm(out var state))
            return;
        _terms.WriteBytes(term);
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = (_terms.Length, state);
    }

    public ReadOnlySpan<byte> Term(int index)
    {
        var start = index == 0 ? 0 : _entries[index - 1].End;
        return _terms.Slice(start, _entries[index].End - start);
    }

    public ref readonly TermState State(int index) => ref _entries[index].State;

    public void Dispose() => Closing.All(_docs, _positions);

    /// <summary>A stretch of a file that is gathered in memory.</summary>
    private sealed class MemoryStretch() : IndexOutput("")
    {
        private readonly ByteArrayWriter _bytes = new(16 * 1024);

        public ReadOnlySpan<byte> Bytes
        {
            get
            {
                FlushBuffer();
                return _bytes.Bytes;
            }
        }

        public void Clear()
        {
            Restart();
            _bytes.Clear();
        }

        protected override void WriteToFile(ReadOnlySpan<byte> bytes) => _bytes.WriteBytes(bytes);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
