using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Gathers the skip entries of one term at a time: one at the end of every full block of 128 documents but the last, copied to the next level every eight.
/// Buffers are kept between terms; a term of at most 128 documents costs nothing here. Not thread-safe.
/// </summary>
internal sealed class SkipWriter
{
    private readonly Level[] _levels;
    private readonly ByteArrayWriter _impactBytes = new();
    private SkipPoint _start;
    private bool _started;

    public SkipWriter(int maxDoc)
    {
        _levels = new Level[LevelCount(maxDoc)];
        for (var i = 0; i < _levels.Length; i++)
            _levels[i] = new Level();
    }

    /// <summary>Levels that a list of so many documents can have (one, if none).</summary>
    public static int LevelCount(int docs)
    {
        var levels = 1;
        for (var blocks = docs / PostingsFormat.BlockSize; blocks >= PostingsFormat.SkipMultiplier && levels < PostingsFormat.MaxSkipLevels; levels++)
            blocks /= PostingsFormat.SkipMultiplier;
        return levels;
    }

    /// <summary>Begins a term whose postings start at these pointers.</summary>
    public void StartTerm(long docPointer, long positionPointer)
    {
        _start = new SkipPoint(0, docPointer, positionPointer, 0);
        _started = false;
    }

    /// <summary>
    /// Adds the entry of a block's end. <paramref name="point"/> says what comes after it; <paramref name="blocks"/> counts the blocks
    /// so far; <paramref name="block"/> holds the impacts of the block.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(in SkipPoint point, int blocks, ImpactAccumulator block, bool hasPositions)
    {
        if (!_started)
            Start();
        _levels[0].Impacts.Add(block);
        var child = 0;
        for (var i = 0; i < _levels.Length; i++)
        {
            var level = _levels[i];
            WriteEntry(level, point, hasPositions);
            if (i + 1 < _levels.Length)
                _levels[i + 1].Impacts.Add(level.Impacts);
            level.Impacts.Clear();
            var end = level.Bytes.Length;
            if (i > 0)
                level.Bytes.WriteVLong(child);
            child = end;
            if (blocks % PostingsFormat.SkipMultiplier != 0)
                break;
            blocks /= PostingsFormat.SkipMultiplier;
        }
    }

    /// <summary>Writes all levels, the highest first, each but the lowest with its length before it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void WriteTo(IndexOutput output)
    {
        for (var i = _levels.Length - 1; i > 0; i--)
        {
            if (_levels[i].Bytes.Length == 0)
                continue;
            output.WriteVLong(_levels[i].Bytes.Length);
            output.WriteBytes(_levels[i].Bytes.Bytes);
        }
        output.WriteBytes(_levels[0].Bytes.Bytes);
    }

    private void Start()
    {
        foreach (var level in _levels)
        {
            level.Bytes.Clear();
            level.Impacts.Clear();
            level.Last = _start;
        }
        _started = true;
    }

    private void WriteEntry(Level level, in SkipPoint point, bool hasPositions)
    {
        var bytes = level.Bytes;
        bytes.WriteVInt(point.LastDoc - level.Last.LastDoc);
        bytes.WriteVLong(point.DocPointer - level.Last.DocPointer);
        if (hasPositions)
        {
            bytes.WriteVLong(point.PositionPointer - level.Last.PositionPointer);
            bytes.WriteVInt(point.PositionsToSkip);
        }
        level.Last = point;
        _impactBytes.Clear();
        level.Impacts.WriteTo(_impactBytes);
        bytes.WriteVInt(_impactBytes.Length);
        bytes.WriteBytes(_impactBytes.Bytes);
    }

    private sealed class Level
    {
        public readonly ByteArrayWriter Bytes = new();
        public readonly ImpactAccumulator Impacts = new();
        public SkipPoint Last;
    }
}
