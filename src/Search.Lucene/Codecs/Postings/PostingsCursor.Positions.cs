using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// The positions. They are one stream a term: blocks of 128 differences, the rest as variable-length integers. Documents that are
/// passed over only add to a count of positions to skip; whole blocks among those are never decoded.
/// </summary>
internal sealed partial class PostingsCursor
{
    private readonly int[] _positions = new int[PostingsFormat.BlockSize];
    private FileView? _positionFile;

    // The decoded block of positions, of which _positionAt is the next to be read.
    private int _positionAt;
    private int _positionLength;
    private long _positionPointer;
    private long _lastPositionBlock;

    // Positions to skip before those of the document with index _positionDoc, of which _positionsRead were read and the last was _position.
    private long _positionsToSkip;
    private int _positionDoc;
    private int _positionsRead;
    private int _position;

    // Index of the document whose positions can be read at once; -2 when none can.
    private int _readyDoc;

    /// <summary>
    /// The next position in the present document, ascending; <see cref="End"/> after the last one, and always where positions were not asked for at
    /// <see cref="Reset"/> or the field has none.
    /// </summary>
    public int NextPosition()
    {
        if (_readyDoc != _at && !PreparePositions())
            return End;
        if (_positionsRead >= _freqs[_at])
            return End;
        if (_positionAt == _positionLength)
            DecodePositions();
        _positionsRead++;
        return _position += _positions[_positionAt++];
    }

    /// <summary>Reads all positions of the present document that were not read yet; returns how many. <paramref name="positions"/> must have room for them (<see cref="Freq"/>).</summary>
    public int ReadPositions(Span<int> positions)
    {
        if (_readyDoc != _at && !PreparePositions())
            return 0;
        positions = positions[..Math.Max(0, _freqs[_at] - _positionsRead)];
        var count = positions.Length;
        while (!positions.IsEmpty)
        {
            if (_positionAt == _positionLength)
                DecodePositions();
            var part = Math.Min(positions.Length, _positionLength - _positionAt);
            _position = AddUp(_positions.AsSpan(_positionAt, part), _position, positions);
            _positionAt += part;
            _positionsRead += part;
            positions = positions[part..];
        }
        return count;
    }

    private static int AddUp(ReadOnlySpan<int> deltas, int position, Span<int> positions)
    {
        for (var i = 0; i < deltas.Length; i++)
            positions[i] = position += deltas[i];
        return position;
    }

    private void ResetPositions(FileView? file)
    {
        var wanted = _hasPositions && _features == PostingsFeatures.Positions;
        _positionFile = wanted ? file : null;
        _positionPointer = _state.PositionStart;
        _lastPositionBlock = _state.TotalTermFreq < PostingsFormat.BlockSize ? _state.PositionStart
            : _state.LastPositionBlockOffset >= 0 ? _state.PositionStart + _state.LastPositionBlockOffset
            : -1;
        _positionAt = 0;
        _positionLength = 0;
        _positionsToSkip = 0;
        StartPositionsOfBlock();
    }

    private void StartPositionsOfBlock()
    {
        _positionDoc = 0;
        _positionsRead = 0;
        _position = 0;
        _readyDoc = -2;
    }

    private void SeekPositions(in SkipPoint start)
    {
        _positionPointer = start.PositionPointer;
        _positionsToSkip = start.PositionsToSkip;
        _positionAt = 0;
        _positionLength = 0;
    }

    /// <summary>Brings the stream of positions to the present document; false where there are none to be had.</summary>
    private bool PreparePositions()
    {
        if (_positionFile is null || _at < 0)
            return false;
        CountPositions(_at);
        SkipPositions();
        _readyDoc = _at;
        return true;
    }

    /// <summary>Counts the positions of the documents from <see cref="_positionDoc"/> up to the index as to be skipped.</summary>
    private void CountPositions(int upTo)
    {
        if (!_freqsAreDecoded)
            DecodeFreqs();
        long count = -_positionsRead;
        foreach (var freq in _freqs.AsSpan(_positionDoc, upTo - _positionDoc))
            count += freq;
        _positionsToSkip += count;
        _positionDoc = upTo;
        _positionsRead = 0;
        _position = 0;
    }

    private void SkipPositions()
    {
        var inBlock = Math.Min(_positionsToSkip, _positionLength - _positionAt);
        _positionAt += (int)inBlock;
        _positionsToSkip -= inBlock;
        while (_positionsToSkip >= PostingsFormat.BlockSize && _positionPointer != _lastPositionBlock)
        {
            var input = _positionFile!.ReaderAt(_positionPointer);
            Pfor.Skip(ref input);
            _positionPointer = input.Position;
            _positionsToSkip -= PostingsFormat.BlockSize;
        }
        if (_positionsToSkip == 0)
            return;
        DecodePositions();
        if (_positionsToSkip > _positionLength)
            CorruptIndexException.Throw(_positionFile!.Name, _lastPositionBlock, "the positions of all documents", "too few");
        _positionAt = (int)_positionsToSkip;
        _positionsToSkip = 0;
    }

    private void DecodePositions()
    {
        var input = _positionFile!.ReaderAt(_positionPointer);
        _positionAt = 0;
        if (_positionPointer == _lastPositionBlock)
        {
            _positionLength = (int)(_state.TotalTermFreq % PostingsFormat.BlockSize);
            for (var i = 0; i < _positionLength; i++)
                _positions[i] = input.ReadVInt();
            // Nothing follows: whoever asks for more has damaged freqs.
            _positionPointer = long.MaxValue;
        }
        else
        {
            Pfor.Decode(ref input, _positions);
            _positionLength = PostingsFormat.BlockSize;
            _positionPointer = input.Position;
        }
        if (_positionLength == 0)
            input.ThrowCorrupt("another position", "the end of the term's positions");
    }
}
