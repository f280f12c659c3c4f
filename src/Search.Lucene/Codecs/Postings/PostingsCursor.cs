using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Walks the postings of one term: documents in ascending order (deleted ones included), freqs, positions, whole decoded blocks, and
/// the impacts of what lies ahead. Owns its buffers; <see cref="Reset"/> uses it again for another term, field or segment. Not thread-safe.
/// Damaged postings end in <see cref="CorruptIndexException"/>.
/// </summary>
/// <remarks>
/// Two ways to walk may be mixed. By document: <see cref="NextDoc"/> and <see cref="Advance"/>. By block: <see cref="NextBlock"/>, then
/// <see cref="BlockDocs"/> and <see cref="BlockFreqs"/>, whose first item is the present document. Freqs and positions are decoded when first asked for.
/// </remarks>
internal sealed partial class PostingsCursor
{
    /// <summary>The document after the last one, and the position after a document's last one.</summary>
    public const int End = int.MaxValue;

    private readonly int[] _docs = new int[PostingsFormat.BlockSize];
    private readonly int[] _freqs = new int[PostingsFormat.BlockSize];
    private readonly SkipReader _skips = new();

    private FileView? _docFile;
    private TermState _state;
    private int _maxDoc;
    private bool _hasFreqs;
    private bool _hasPositions;
    private PostingsFeatures _features;

    // The present block: _length documents, of which _at is the present one (-1 before the first).
    private int _doc = -1;
    private int _at;
    private int _length;

    // Documents in the blocks before the present one, and the last of them (0 when there is none).
    private int _docsBefore;
    private int _lastDocBefore;

    // Offset of what follows the documents of the present block: its freqs, unless they are decoded, else the next block.
    private long _docPosition;
    private bool _freqsAreDecoded;
    private bool _skipsAreReady;

    /// <summary>The present document: -1 before the first call, <see cref="End"/> after the last document.</summary>
    public int Doc => _doc;

    /// <summary>Documents of the term, deleted ones included.</summary>
    public int DocFreq => _state.DocFreq;

    /// <summary>Begins a term, before its first document. <paramref name="features"/> beyond what the field has are left away.</summary>
    public void Reset(Terms terms, in TermState state, PostingsFeatures features)
    {
        _state = state;
        _docFile = terms.Reader.DocFile;
        _maxDoc = terms.Reader.MaxDoc;
        _hasFreqs = terms.HasFreqs;
        _hasPositions = terms.HasPositions;
        _features = features;
        _doc = -1;
        _at = -1;
        _length = 0;
        _docsBefore = 0;
        _lastDocBefore = 0;
        _docPosition = state.DocStart;
        _freqsAreDecoded = true;
        _skipsAreReady = false;
        if (!_hasFreqs)
            _freqs.AsSpan().Fill(1);
        ResetPositions(terms.Reader.PositionFile);
    }

    /// <summary>Moves to the next document and returns it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextDoc()
    {
        var at = _at + 1;
        if (at >= _length)
            return NextBlock() ? _doc : End;
        _at = at;
        return _doc = _docs[at];
    }

    /// <summary>Moves to the first document at or after <paramref name="target"/> and returns it. A target that is not after <see cref="Doc"/> leaves the cursor where it is.</summary>
    public int Advance(int target)
    {
        if (target <= _doc)
            return _doc;
        if (_length == 0 || target > _docs[_length - 1])
        {
            if (!FindBlock(target))
                return End;
        }
        _at = SortedSpan.LowerBound(_docs.AsSpan(0, _length), _at + 1, target);
        return _doc = _docs[_at];
    }

    /// <summary>Occurrences in the present document; 1 where the field has no freqs.</summary>
    public int Freq
    {
        get
        {
            if (!_freqsAreDecoded)
                DecodeFreqs();
            return _freqs[_at];
        }
    }

    /// <summary>The documents of the present block from <see cref="Doc"/> on; empty before the first and after the last document.</summary>
    public ReadOnlySpan<int> BlockDocs => _at < 0 ? [] : _docs.AsSpan(_at, _length - _at);

    /// <summary>Place of the present document in the decoded block, of which <see cref="BlockDocs"/> begins there.</summary>
    public int BlockIndex => _at;

    /// <summary>Moves to a document of the present block by its <see cref="BlockIndex"/>, not before the present one.</summary>
    public void MoveInBlock(int index)
    {
        _doc = _docs[index];
        _at = index;
    }

    /// <summary>The freqs that belong to <see cref="BlockDocs"/>.</summary>
    public ReadOnlySpan<int> BlockFreqs
    {
        get
        {
            if (_at < 0)
                return [];
            if (!_freqsAreDecoded)
                DecodeFreqs();
            return _freqs.AsSpan(_at, _length - _at);
        }
    }

    /// <summary>The freqs of the whole decoded block, by <see cref="BlockIndex"/>.</summary>
    public ReadOnlySpan<int> FreqsByIndex
    {
        get
        {
            if (!_freqsAreDecoded)
                DecodeFreqs();
            return _freqs;
        }
    }

    /// <summary>Moves to the first document of the next block, skipping what is left of the present one; false, with <see cref="Doc"/> at the end, when there is none.</summary>
    public bool NextBlock()
    {
        LeaveBlock();
        if (_docsBefore == _state.DocFreq)
            return Exhaust();
        DecodeBlock();
        _at = 0;
        _doc = _docs[0];
        return true;
    }

    /// <summary>Decodes the block that holds the first document at or after <paramref name="target"/>, which lies behind the present block.</summary>
    private bool FindBlock(int target)
    {
        if (_state.DocFreq - _docsBefore - _length > PostingsFormat.BlockSize)
            SkipBlocks(target);
        do
        {
            if (_length > 0)
                LeaveBlock();
            if (_docsBefore == _state.DocFreq)
                return Exhaust();
            DecodeBlock();
        }
        while (_docs[_length - 1] < target);
        return true;
    }

    private bool Exhaust()
    {
        _doc = End;
        _at = -1;
        _length = 0;
        return false;
    }

    /// <summary>Goes on behind the present block without decoding another.</summary>
    private void LeaveBlock()
    {
        if (_length == 0)
            return;
        PassPositionsOfBlock();
        if (!_freqsAreDecoded)
        {
            var input = _docFile!.ReaderAt(_docPosition);
            Pfor.Skip(ref input);
            _docPosition = input.Position;
            _freqsAreDecoded = true;
        }
        _docsBefore += _length;
        _lastDocBefore = _docs[_length - 1];
        _length = 0;
        _at = -1;
    }

    /// <summary>Lets the skip data bring the cursor to the block of <paramref name="target"/>, if that lies behind the next one.</summary>
    private void SkipBlocks(int target)
    {
        AdvanceShallow(target);
        var docs = _skips.BlocksBefore * PostingsFormat.BlockSize;
        // When impacts were looked at further ahead, the skip data is of no use here.
        if (docs <= _docsBefore + _length || _skips.BlockStart.LastDoc >= target)
            return;
        var start = _skips.BlockStart;
        _docsBefore = docs;
        _lastDocBefore = start.LastDoc;
        _docPosition = start.DocPointer;
        _freqsAreDecoded = true;
        _length = 0;
        _at = -1;
        SeekPositions(start);
    }

    /// <summary>Decodes the documents at <see cref="_docPosition"/>. The cursor stands before the first of them.</summary>
    private void DecodeBlock()
    {
        var left = _state.DocFreq - _docsBefore;
        if (_state.SingletonDoc >= 0)
            DecodeSingleton();
        else if (left >= PostingsFormat.BlockSize)
            DecodeFullBlock();
        else
            DecodeLastBlock(left);
        _at = -1;
        StartPositionsOfBlock();
    }

    private void DecodeSingleton()
    {
        _docs[0] = _state.SingletonDoc;
        _freqs[0] = (int)Math.Min(_state.TotalTermFreq, int.MaxValue);
        _length = 1;
    }

    private void DecodeFullBlock()
    {
        var input = _docFile!.ReaderAt(_docPosition);
        ForDelta.Decode(ref input, _lastDocBefore, _maxDoc, _docs);
        _docPosition = input.Position;
        _length = PostingsFormat.BlockSize;
        _freqsAreDecoded = !_hasFreqs;
    }

    private void DecodeFreqs()
    {
        var input = _docFile!.ReaderAt(_docPosition);
        Pfor.Decode(ref input, _freqs);
        _docPosition = input.Position;
        _freqsAreDecoded = true;
    }

    private void DecodeLastBlock(int count)
    {
        var input = _docFile!.ReaderAt(_docPosition);
        var doc = (long)_lastDocBefore;
        for (var i = 0; i < count; i++)
        {
            var code = (uint)input.ReadVIntAtOnce();
            var freq = 1;
            if (_hasFreqs)
            {
                if ((code & 1) == 0)
                    freq = input.ReadVInt();
                code >>= 1;
            }
            doc += code;
            if (doc >= _maxDoc || freq < 0)
                input.ThrowCorrupt($"a document below {_maxDoc}", $"document {doc}, freq {freq}");
            _docs[i] = (int)doc;
            _freqs[i] = freq;
        }
        _docPosition = input.Position;
        _length = count;
        _freqsAreDecoded = true;
    }
}
