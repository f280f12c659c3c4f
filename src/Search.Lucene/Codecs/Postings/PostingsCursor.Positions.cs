using System.Numerics;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// The positions. They are one stream a term: blocks of 128 differences, the rest as variable-length integers. A window of it is kept as running
/// sums, through all its documents: a position is the sum there less the sum before its document. The freqs' running sums tell where in the
/// stream a document begins, so documents that are passed over cost nothing, and whole blocks of theirs are never decoded.
/// </summary>
internal sealed partial class PostingsCursor
{
    /// <summary>What a window has room for, unless a document needs more.</summary>
    private const int UsualRoom = 1 + 16 * PostingsFormat.BlockSize + ShiftedList.Slack;

    /// <summary>The most positions of several documents that are read at once.</summary>
    private const int MostAtOnce = 14 * PostingsFormat.BlockSize;

    /// <summary>With more positions than this a document, it pays to leave out blocks of positions.</summary>
    private const int WorthSkipping = PostingsFormat.BlockSize / 2;

    /// <summary>The most room that is kept for the next term.</summary>
    private const int MostRoomKept = 32 * UsualRoom;

    // Where the positions of the present block's documents end, counted from its first one. Where the sums do not fit they are wide, and added up when asked for.
    private readonly int[] _ends = new int[PostingsFormat.BlockSize];
    private bool _endsAreReady;
    private bool _endsAreWide;

    // Places in the stream are counted from the start of the term, or of the block of positions that the skip data led to.
    private long _firstPosition;
    private FileView? _positionFile;
    private long _positionPointer;
    private long _lastPositionBlock;

    // _windowLength positions from _windowStart on, which begins a block: the sum of the i-th is item i + 1, item 0 is what they begin with.
    private int[] _sums = new int[UsualRoom];
    private long _windowStart;
    private int _windowLength;

    // The present document's positions in the window, once _readyDoc is its index (-2: none was asked for), and how many were read.
    private int _readyDoc;
    private int _found;
    private int _foundCount;
    private int _positionsRead;

    /// <summary>
    /// All positions of the present document less <paramref name="offset"/>, ascending; valid until the cursor moves. None where positions were not
    /// asked for at <see cref="Reset"/> or the field has none.
    /// </summary>
    public ShiftedList Positions(int offset) =>
        _readyDoc == _at || FindPositions() ? new ShiftedList(_sums.AsSpan(_found + 1), _foundCount, _sums[_found] + offset) : default;

    /// <summary>
    /// The positions of several documents of the present block at once, which are given by their <see cref="BlockIndex"/>, ascending; valid until the
    /// cursor moves to another block. False where they lie too far apart to be worth reading all between; then nothing has changed.
    /// </summary>
    public bool TryPositions(ReadOnlySpan<byte> indexes, out BlockPositions positions)
    {
        positions = default;
        if (_positionFile is null || _at < 0 || indexes.IsEmpty)
            return false;
        SumFreqs();
        var (first, last) = (indexes[0], indexes[^1]);
        var start = _ends[first] - _freqs[first];
        var count = _ends[last] - start;
        if (_endsAreWide || count > Math.Min(MostAtOnce, indexes.Length * WorthSkipping))
            return false;
        if (_firstPosition + start + count > _windowStart + _windowLength)
            MoveWindow(_firstPosition + start, count);
        positions = new BlockPositions(_sums, (int)(_firstPosition - _windowStart), _ends, _freqs);
        return true;
    }

    /// <summary>
    /// The next position in the present document, ascending; <see cref="End"/> after the last one, and always where positions were not asked for at
    /// <see cref="Reset"/> or the field has none.
    /// </summary>
    public int NextPosition()
    {
        if (_readyDoc != _at && !FindPositions())
            return End;
        return _positionsRead < _foundCount ? _sums[_found + ++_positionsRead] - _sums[_found] : End;
    }

    /// <summary>Reads all positions of the present document that were not read yet; returns how many. <paramref name="positions"/> must have room for them (<see cref="Freq"/>).</summary>
    public int ReadPositions(Span<int> positions)
    {
        if (_readyDoc != _at && !FindPositions())
            return 0;
        var sums = _sums.AsSpan(_found + 1 + _positionsRead, _foundCount - _positionsRead);
        Subtract(sums, _sums[_found], positions[..sums.Length]);
        _positionsRead = _foundCount;
        return sums.Length;
    }

    private static void Subtract(ReadOnlySpan<int> sums, int origin, Span<int> positions)
    {
        var i = 0;
        for (; i <= sums.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(sums[i..]) - new Vector<int>(origin)).CopyTo(positions[i..]);
        for (; i < sums.Length; i++)
            positions[i] = sums[i] - origin;
    }

    private void ResetPositions(FileView? file)
    {
        var wanted = _hasPositions && _features == PostingsFeatures.Positions;
        _positionFile = wanted ? file : null;
        _lastPositionBlock = _state.TotalTermFreq < PostingsFormat.BlockSize ? _state.PositionStart
            : _state.LastPositionBlockOffset >= 0 ? _state.PositionStart + _state.LastPositionBlockOffset
            : -1;
        if (_sums.Length > MostRoomKept)
            _sums = new int[UsualRoom];
        SeekPositions(new SkipPoint(0, 0, _state.PositionStart, 0));
        StartPositionsOfBlock();
    }

    private void StartPositionsOfBlock()
    {
        _endsAreReady = false;
        _readyDoc = -2;
    }

    private void SeekPositions(in SkipPoint start)
    {
        _positionPointer = start.PositionPointer;
        _firstPosition = start.PositionsToSkip;
        StartWindow(0);
    }

    private void StartWindow(long start)
    {
        _windowStart = start;
        _windowLength = 0;
        _sums[0] = 0;
    }

    /// <summary>The present block is being left: its positions are then before the first.</summary>
    private void PassPositionsOfBlock()
    {
        if (_positionFile is null)
            return;
        SumFreqs();
        _firstPosition += EndOf(_length - 1);
    }

    /// <summary>Brings the window to the present document; false where there are no positions to be had.</summary>
    private bool FindPositions()
    {
        if (_positionFile is null || _at < 0)
            return false;
        SumFreqs();
        _foundCount = _freqs[_at];
        var start = _firstPosition + EndOf(_at) - _foundCount;
        if (start + _foundCount > _windowStart + _windowLength)
            MoveWindow(start, _foundCount);
        _found = (int)(start - _windowStart);
        _positionsRead = 0;
        _readyDoc = _at;
        return true;
    }

    private void SumFreqs()
    {
        if (_endsAreReady)
            return;
        if (!_freqsAreDecoded)
            DecodeFreqs();
        _freqs.CopyTo(_ends.AsSpan());
        ForUtil.PrefixSum(_ends, 0);
        _endsAreWide = _ends.AsSpan(0, _length).ContainsAnyInRange(int.MinValue, -1);
        _endsAreReady = true;
    }

    private long EndOf(int index)
    {
        if (!_endsAreWide)
            return _ends[index];
        var end = 0L;
        foreach (var freq in _freqs.AsSpan(0, index + 1))
            end += freq;
        return end;
    }

    /// <summary>Lets the window hold these positions, which end behind it.</summary>
    private void MoveWindow(long start, int count)
    {
        var block = start & -PostingsFormat.BlockSize;
        if (block > _windowStart + _windowLength)
            SkipPositions(block);
        while (start + count > _windowStart + _windowLength)
        {
            MakeRoom(block);
            DecodePositions();
        }
    }

    private void SkipPositions(long upTo)
    {
        for (var at = _windowStart + _windowLength; at < upTo; at += PostingsFormat.BlockSize)
        {
            if (_positionPointer == _lastPositionBlock)
                CorruptIndexException.Throw(_positionFile!.Name, _lastPositionBlock, "the positions of all documents", "too few");
            var input = _positionFile!.ReaderAt(_positionPointer);
            Pfor.Skip(ref input);
            _positionPointer = input.Position;
        }
        StartWindow(upTo);
    }

    /// <summary>Room for one more block, where possible by dropping what lies before <paramref name="needed"/>.</summary>
    private void MakeRoom(long needed)
    {
        if (_windowLength + PostingsFormat.BlockSize + 1 + ShiftedList.Slack <= _sums.Length)
            return;
        var dropped = (int)(needed - _windowStart);
        if (dropped == 0)
        {
            Array.Resize(ref _sums, 2 * _sums.Length);
            return;
        }
        _sums.AsSpan(dropped, _windowLength - dropped + 1).CopyTo(_sums);
        _windowStart = needed;
        _windowLength -= dropped;
    }

    private void DecodePositions()
    {
        var input = _positionFile!.ReaderAt(_positionPointer);
        var length = PostingsFormat.BlockSize;
        var sums = _sums.AsSpan(_windowLength + 1, length);
        if (_positionPointer == _lastPositionBlock)
        {
            length = (int)(_state.TotalTermFreq % PostingsFormat.BlockSize);
            if (length == 0)
                input.ThrowCorrupt("another position", "the end of the term's positions");
            var sum = _sums[_windowLength];
            foreach (ref var item in sums[..length])
                item = sum += input.ReadVInt();
            // Nothing follows: whoever asks for more has damaged freqs.
            _positionPointer = long.MaxValue;
        }
        else
        {
            Pfor.Decode(ref input, sums);
            ForUtil.PrefixSum(sums, _sums[_windowLength]);
            _positionPointer = input.Position;
        }
        _windowLength += length;
    }
}
