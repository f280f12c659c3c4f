using System.Runtime.CompilerServices;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Encodes the postings of one term after another onto a .doc and a .pos output, and says of each what the terms dictionary has to know. Its bytes
/// don't depend on where in the outputs a term begins. Allocates nothing per term or document once its buffers have grown. Not thread-safe.
/// </summary>
/// <remarks>Order of calls: (<see cref="StartField"/>, (<see cref="StartTerm"/>, <see cref="AddDocuments"/>*, <see cref="FinishTerm"/>)*)*.</remarks>
/// <param name="maxDoc">Documents of the segment.</param>
/// <param name="docs">Where documents, freqs and skip data go.</param>
/// <param name="positions">Where positions go; null when no field has any.</param>
internal sealed class PostingsEncoder(int maxDoc, IndexOutput docs, IndexOutput? positions)
{
    private readonly IndexOutput _docs = docs;
    private readonly IndexOutput? _positions = positions;
    private readonly SkipWriter _skips = new(maxDoc);
    private readonly ImpactAccumulator _blockImpacts = new();
    private readonly int _maxDoc = maxDoc;
    private readonly ulong[] _docsWithField = new ulong[(maxDoc + 63) >> 6];

    private readonly int[] _blockDocs = new int[PostingsFormat.BlockSize];
    private readonly int[] _blockDeltas = new int[PostingsFormat.BlockSize];
    private readonly int[] _blockFreqs = new int[PostingsFormat.BlockSize];
    private readonly int[] _scratch = new int[PostingsFormat.BlockSize];
    private int _blockUsed;
    private readonly int[] _positionDeltas = new int[PostingsFormat.BlockSize];
    private int _positionsUsed;

    private ReadOnlyMemory<byte> _norms;
    private bool _hasFreqs;
    private bool _hasPositions;

    // Of the present term.
    private int _docFreq;
    private long _totalTermFreq;
    private int _lastDoc;
    private long _docStart;
    private long _positionStart;

    // Of the last full block, whose skip entry is written only when another document follows.
    private bool _skipIsPending;
    private SkipPoint _pendingSkip;

    /// <summary>A bit for each document that has had a term since the field began.</summary>
    public ReadOnlySpan<ulong> DocsWithField => _docsWithField;

    /// <summary>
    /// Begins a field. <paramref name="normByDoc"/> holds one byte a document of the segment, 0 where it lacks the field; empty when the field omits norms.
    /// It must stay as it is as long as terms are added.
    /// </summary>
    public void StartField(FieldInfo field, ReadOnlyMemory<byte> normByDoc)
    {
        if (!normByDoc.IsEmpty && normByDoc.Length < _maxDoc)
            throw new ArgumentException($"{normByDoc.Length} norms for {_maxDoc} documents", nameof(normByDoc));
        _norms = normByDoc;
        _hasFreqs = field.IndexOptions >= IndexOptions.DocsAndFreqs;
        _hasPositions = field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions;
        Array.Clear(_docsWithField);
    }

    /// <summary>Begins a term.</summary>
    public void StartTerm()
    {
        _docFreq = 0;
        _totalTermFreq = 0;
        _lastDoc = 0;
        _blockUsed = 0;
        _positionsUsed = 0;
        _skipIsPending = false;
        _docStart = _docs.Position;
        _positionStart = _hasPositions ? _positions!.Position : 0;
        _skips.StartTerm(_docStart, _positionStart);
    }

    /// <summary>
    /// Adds documents of the present term, in ascending order over all calls. <paramref name="freqs"/> holds as many items, each at
    /// least 1 (ignored where the field has none); <paramref name="positions"/> the ascending positions of each document, one
    /// document after another (ignored where the field has none).
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void AddDocuments(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions)
    {
        if (_hasFreqs && freqs.Length != docs.Length)
            throw new ArgumentException($"{freqs.Length} freqs for {docs.Length} documents", nameof(freqs));
        if (!docs.IsEmpty && (uint)docs[^1] >= (uint)_maxDoc)
            throw new ArgumentException($"document {docs[^1]} in a segment of {_maxDoc}", nameof(docs));
        while (!docs.IsEmpty)
        {
            if (_skipIsPending)
                AddSkip();
            var count = Math.Min(PostingsFormat.BlockSize - _blockUsed, docs.Length);
            AddDocs(docs[..count]);
            docs = docs[count..];
            if (_hasFreqs)
            {
                var occurrences = AddFreqs(freqs[..count]);
                if (_hasPositions)
                {
                    AddPositions(freqs[..count], positions[..occurrences]);
                    positions = positions[occurrences..];
                }
                freqs = freqs[count..];
            }
            _blockUsed += count;
            _docFreq += count;
            if (_blockUsed == PostingsFormat.BlockSize)
                FlushBlock();
        }
    }

    /// <summary>Ends the term. False, with nothing written, when it had no documents.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool FinishTerm(out TermState state)
    {
        state = default;
        if (_docFreq == 0)
            return false;
        if (_docFreq > 1)
            WriteLastDocs();
        var lastPositionBlock = _hasPositions ? WriteLastPositions() : -1;
        var skipOffset = _docFreq > PostingsFormat.BlockSize ? WriteSkips() : -1;
        state = new TermState
        {
            DocFreq = _docFreq,
            TotalTermFreq = _hasFreqs ? _totalTermFreq : _docFreq,
            DocStart = _docStart,
            PositionStart = _positionStart,
            SkipOffset = skipOffset,
            LastPositionBlockOffset = lastPositionBlock,
            SingletonDoc = _docFreq == 1 ? _blockDocs[0] : -1,
        };
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddDocs(ReadOnlySpan<int> docs)
    {
        var deltas = _blockDeltas.AsSpan(_blockUsed, docs.Length);
        var seen = _docsWithField;
        var last = _lastDoc;
        var disorder = 0;
        for (var i = 0; i < docs.Length; i++)
        {
            var doc = docs[i];
            seen[doc >> 6] |= 1UL << doc;
            var delta = doc - last;
            disorder |= delta - 1;
            deltas[i] = delta;
            last = doc;
        }
        // The first document of a term may be 0, and then its delta is.
        if (disorder < 0 && (_docFreq > 0 || docs[0] != 0 || deltas[1..].ContainsAnyInRange(int.MinValue, 0)))
            throw new ArgumentException("documents of a term must ascend", nameof(docs));
        docs.CopyTo(_blockDocs.AsSpan(_blockUsed));
        _lastDoc = last;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int AddFreqs(ReadOnlySpan<int> freqs)
    {
        long sum = 0;
        var least = 1;
        foreach (var freq in freqs)
        {
            sum += freq;
            least = Math.Min(least, freq);
        }
        if (least < 1 || sum > int.MaxValue)
            throw new ArgumentException("each document has at least one occurrence, and one call adds fewer than 2^31", nameof(freqs));
        freqs.CopyTo(_blockFreqs.AsSpan(_blockUsed));
        _totalTermFreq += sum;
        return (int)sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddPositions(ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions)
    {
        var buffer = _positionDeltas;
        var used = _positionsUsed;
        var disorder = 0;
        var at = 0;
        foreach (var freq in freqs)
        {
            var last = 0;
            for (var end = at + freq; at < end; at++)
            {
                var position = positions[at];
                disorder |= position - last;
                buffer[used++] = position - last;
                last = position;
                if (used < buffer.Length)
                    continue;
                Pfor.Encode(buffer, _positions!);
                used = 0;
            }
        }
        if (disorder < 0)
            throw new ArgumentException("positions of a document must not descend or be negative", nameof(positions));
        _positionsUsed = used;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void FlushBlock()
    {
        ForDelta.Encode(_blockDeltas, _docs);
        if (_hasFreqs)
        {
            _blockFreqs.CopyTo(_scratch, 0);
            Pfor.Encode(_scratch, _docs);
        }
        _pendingSkip = new SkipPoint(_lastDoc, _docs.Position, _hasPositions ? _positions!.Position : 0, _positionsUsed);
        _skipIsPending = true;
        _blockUsed = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddSkip()
    {
        _skipIsPending = false;
        _blockImpacts.Clear();
        _blockImpacts.Add(_blockDocs, _hasFreqs ? _blockFreqs : [], _norms.Span);
        _skips.Add(_pendingSkip, _docFreq / PostingsFormat.BlockSize, _blockImpacts, _hasPositions);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void WriteLastDocs()
    {
        for (var i = 0; i < _blockUsed; i++)
        {
            var delta = _blockDeltas[i];
            if (!_hasFreqs)
            {
                _docs.WriteVInt(delta);
            }
            else if (_blockFreqs[i] == 1)
            {
                _docs.WriteVInt((delta << 1) | 1);
            }
            else
            {
                _docs.WriteVInt(delta << 1);
                _docs.WriteVInt(_blockFreqs[i]);
            }
        }
    }

    /// <summary>Writes the positions after the last full block; returns where they begin within the term's, or -1 when there is no full block before them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private long WriteLastPositions()
    {
        var offset = _totalTermFreq > PostingsFormat.BlockSize ? _positions!.Position - _positionStart : -1;
        foreach (var delta in _positionDeltas.AsSpan(0, _positionsUsed))
            _positions!.WriteVInt(delta);
        return offset;
    }

    private long WriteSkips()
    {
        var offset = _docs.Position - _docStart;
        _skips.WriteTo(_docs);
        return offset;
    }
}
