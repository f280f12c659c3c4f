using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Reads a term's skip data: finds, for a target document, on every level the stretch of postings that holds it. Moves forward only.
/// Used again for any number of terms. Not thread-safe.
/// </summary>
/// <remarks>
/// On each level the reader stands in a stretch of 128 × 8^level documents: those after the last document of the entry before, up to
/// the last document of the present entry. The stretch after the last entry of a level has no end.
/// </remarks>
internal sealed class SkipReader
{
    private const int SkipShift = 3;
    private readonly Level[] _levels = new Level[PostingsFormat.MaxSkipLevels];
    private FileView? _file;
    private int _levelCount;
    private int _docFreq;
    private bool _hasPositions;

    // The last entry before the target.
    private Stretch _before;
    private Impact[] _impacts = new Impact[16];

    public SkipReader()
    {
        for (var i = 0; i < _levels.Length; i++)
            _levels[i] = new Level();
    }

    /// <summary>Where the present block of 128 documents begins; its <see cref="SkipPoint.LastDoc"/> is below the target of the last <see cref="SkipTo"/>.</summary>
    public SkipPoint BlockStart => _before.Point;

    /// <summary>Blocks before the present one.</summary>
    public int BlocksBefore => _before.Blocks;

    /// <summary>Last document of the present block; <see cref="PostingsCursor.End"/> in the block after the last entry.</summary>
    public int BlockLastDoc => _levels[0].LastDoc;

    /// <summary>Levels whose present stretch has impacts.</summary>
    public int ImpactLevels
    {
        get
        {
            var count = 0;
            while (count < _levelCount && _levels[count].LastDoc != PostingsCursor.End)
                count++;
            return count;
        }
    }

    /// <summary>Last document of the present stretch on that level.</summary>
    public int LastDoc(int level) => _levels[level].LastDoc;

    /// <summary>Begins a term of more than 128 documents.</summary>
    public void Reset(FileView docs, in TermState state, bool hasPositions)
    {
        _file = docs;
        _docFreq = state.DocFreq;
        _hasPositions = hasPositions;
        _before = new Stretch(new SkipPoint(0, state.DocStart, state.PositionStart, 0), 0, 0);
        // The last block has no entry, even when it is full.
        _levelCount = SkipWriter.LevelCount(state.DocFreq - 1);
        var input = docs.ReaderAt(state.DocStart + state.SkipOffset);
        for (var i = _levelCount - 1; i >= 0; i--)
        {
            var length = i > 0 ? input.ReadVLong() : 0;
            if (length < 0 || length > input.Remaining)
                input.ThrowCorrupt("the length of a skip level within the file", length.ToString(CultureInfo.InvariantCulture));
            _levels[i].Start(_before.Point, input.Position);
            input.Skip((int)length);
        }
    }

    /// <summary>Moves every level forward to the stretch that holds <paramref name="target"/>, or, where that lies behind, leaves it.</summary>
    public void SkipTo(int target)
    {
        var level = 0;
        while (level + 1 < _levelCount && target > _levels[level + 1].LastDoc)
            level++;
        for (; level >= 0; level--)
        {
            while (target > _levels[level].LastDoc)
                Next(level);
            if (level > 0)
                Descend(level);
        }
    }

    /// <summary>The pairs of the present stretch of that level, ascending in freq and norm; valid until the next call.</summary>
    public ReadOnlySpan<Impact> Impacts(int level)
    {
        var input = _file!.ReaderAt(_levels[level].ImpactsAt);
        var end = input.Position + _levels[level].ImpactsLength;
        var count = 0;
        var freq = 0;
        long norm = 0;
        while (input.Position < end)
        {
            var code = input.ReadVInt();
            freq += 1 + (code >>> 1);
            norm += 1 + ((code & 1) != 0 ? input.ReadZLong() : 0);
            if (count == _impacts.Length)
                Array.Resize(ref _impacts, 2 * count);
            if (count == 256 || freq <= 0)
                input.ThrowCorrupt("impacts of ascending freq, one a norm", $"impact {count} of freq {freq}");
            _impacts[count++] = new Impact(freq, (byte)norm);
        }
        return _impacts.AsSpan(0, count);
    }

    /// <summary>Enters the next stretch of a level: the present one is now before it.</summary>
    private void Next(int number)
    {
        var level = _levels[number];
        // Before the first entry there is nothing to remember.
        if (level.Entries > 0)
            _before = new Stretch(level.Point, BlocksAt(number, level.Entries), level.Child);
        level.Entries++;
        if (BlocksAt(number, level.Entries) > (_docFreq - 1) / PostingsFormat.BlockSize)
        {
            level.LastDoc = PostingsCursor.End;
            return;
        }
        var input = _file!.ReaderAt(level.Position);
        var last = level.Point;
        var lastDoc = last.LastDoc + input.ReadVInt();
        var docPointer = last.DocPointer + input.ReadVLong();
        var positionPointer = last.PositionPointer + (_hasPositions ? input.ReadVLong() : 0);
        var toSkip = _hasPositions ? input.ReadVInt() : 0;
        if (lastDoc < last.LastDoc || lastDoc == PostingsCursor.End || (uint)toSkip >= PostingsFormat.BlockSize)
            input.ThrowCorrupt("an entry of ascending documents", $"document {lastDoc} after {last.LastDoc}, {toSkip} positions to skip");
        level.Point = new SkipPoint(lastDoc, docPointer, positionPointer, toSkip);
        level.LastDoc = lastDoc;
        level.ImpactsLength = input.ReadVInt();
        level.ImpactsAt = input.Position;
        input.Skip(level.ImpactsLength);
        if (number > 0)
            level.Child = _levels[number - 1].Origin + input.ReadVLong();
        level.Position = input.Position;
    }

    /// <summary>Brings the level below up to the last entry that was passed on this one, where it lags behind.</summary>
    private void Descend(int number)
    {
        var below = _levels[number - 1];
        var entries = _before.Blocks >> (SkipShift * (number - 1));
        if (below.Entries >= entries)
            return;
        var input = _file!.ReaderAt(_before.Child);
        if (number > 1)
            below.Child = _levels[number - 2].Origin + input.ReadVLong();
        below.Position = input.Position;
        below.Entries = entries;
        below.Point = _before.Point;
        below.LastDoc = _before.Point.LastDoc;
    }

    private static int BlocksAt(int level, int entries) => entries << (SkipShift * level);

    /// <summary>What lies before the present stretch: the place where it begins, the blocks before it, the entry of that place one level down.</summary>
    private readonly record struct Stretch(SkipPoint Point, int Blocks, long Child);

    private sealed class Level
    {
        /// <summary>Entries read; the last of them is the present one.</summary>
        public int Entries;

        /// <summary>Last document of the present stretch: the one of the present entry, -1 before the first, End after the last.</summary>
        public int LastDoc;

        /// <summary>Of the present entry; the start of the term before the first.</summary>
        public SkipPoint Point;

        /// <summary>Offset in the file of the first and of the next entry, and of the entry one level down that ends at the same document.</summary>
        public long Origin;
        public long Position;
        public long Child;

        public long ImpactsAt;
        public int ImpactsLength;

        public void Start(in SkipPoint start, long position)
        {
            Entries = 0;
            LastDoc = -1;
            Point = start;
            Origin = position;
            Position = position;
            Child = 0;
            ImpactsLength = 0;
        }
    }
}
