using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Analysis.Standard;

/// <summary>All words of blocks of plain ASCII at once: where they begin and end is reckoned for 64 bytes by a few operations on masks.</summary>
public sealed partial class StandardTokenizer
{
    /// <summary>The most words that a block of 64 bytes may bring to their end or begin.</summary>
    private const int TokensPerBlock = AsciiMasks.BlockSize / 2 + 1;

    /// <summary>Smaller batches are filled token by token.</summary>
    private const int LeastLimit = 2 * TokensPerBlock;

    /// <summary>No word is longer that lies in two blocks, neither of them all word bytes.</summary>
    private const int LongestInBlocks = 2 * AsciiMasks.BlockSize;

    // Of the blocks that are being taken: the numbers of the words with capitals or digits.
    private readonly int[] _shaped = new int[TokenBatch.Capacity];
    private int _shapedCount;

    /// <summary>
    /// Takes the words of the block at <paramref name="position"/> and of those after it, as long as they are plain and there is room.
    /// Returns where to go on: at the first word whose end is not certain there, else behind the blocks.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeBlocks(ReadOnlySpan<byte> text, int start, int position, int size, TokenBatch batch)
    {
        var (words, odd, marks) = (_masks.Word, _masks.Odd, _masks.Mark);
        var (starts, ends) = (batch.TermStart, batch.EndOffset);
        var (first, started, ended) = (batch.Count, batch.Count, batch.Count);
        var (block, blocks) = (position >> 6, (size + AsciiMasks.BlockSize - 1) >> 6);
        var from = ulong.MaxValue << position;
        ulong before = 0, open = 0;
        _shapedCount = 0;
        for (; block < blocks && odd[block] == 0 && batch.Limit - started >= TokensPerBlock; block++)
        {
            var word = words[block] & from;
            if (word == ulong.MaxValue)
                break;
            var origin = block << 6;
            var held = word | Joining(text[start..], origin, marks[block] & (word << 1 | before) & (word >> 1 | words[block + 1] << 63));
            var behind = held << 1 | open;
            var beginnings = held & ~behind;
            NoteShaped(block, held, beginnings, started);
            started = Pop(beginnings, origin, starts, started);
            ended = Pop(behind & ~held, origin, ends, ended);
            (before, open, from) = (word >> 63, held >> 63, ulong.MaxValue);
        }
        var end = block << 6;
        // Whether a mark at the very end joins is known only with what follows.
        if (ended > first && ends[ended - 1] == end - 1 && marks[block - 1] >> 63 != 0)
            ended--;
        Complete(text, start, first, ended, batch);
        return ended < started ? starts[ended] : Math.Max(position, end);
    }

    /// <summary>Those of <paramref name="marks"/> that hold the word bytes on their two sides together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Joining(ReadOnlySpan<byte> window, int origin, ulong marks)
    {
        ulong joining = 0;
        for (; marks != 0; marks &= marks - 1)
        {
            var at = origin + BitOperations.TrailingZeroCount(marks);
            if (AsciiWords.Joins(window[at - 1], window[at], window[at + 1]))
                joining |= marks & (~marks + 1);
        }
        return joining;
    }

    /// <summary>Notes the words that have capitals or digits in this block, by their numbers; <paramref name="started"/> counts those that began before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NoteShaped(int block, ulong held, ulong beginnings, int started)
    {
        var bits = (_masks.Upper[block] | _masks.Digit[block]) & held;
        while (bits != 0)
        {
            var at = BitOperations.TrailingZeroCount(bits);
            var token = started - 1 + BitOperations.PopCount(beginnings & (ulong.MaxValue >> (63 - at)));
            if (_shapedCount == 0 || _shaped[_shapedCount - 1] != token)
                _shaped[_shapedCount++] = token;
            // Adding a bit carries over those of its word from there on, which say no more.
            bits &= held + (1UL << at);
        }
    }

    /// <summary>Appends the places of the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pop(ulong bits, int origin, int[] to, int count)
    {
        for (; bits != 0; bits &= bits - 1)
            to[count++] = origin + BitOperations.TrailingZeroCount(bits);
        return count;
    }

    /// <summary>From starts and ends in the window to all that a batch says of its tokens.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Complete(ReadOnlySpan<byte> text, int start, int first, int end, TokenBatch batch)
    {
        if (end == first)
            return;
        var (starts, ends, lengths, offsets) = (batch.TermStart, batch.EndOffset, batch.TermLength, batch.StartOffset);
        var shift = new Vector<int>(start);
        var i = first;
        for (; i <= end - Vector<int>.Count; i += Vector<int>.Count)
        {
            var (from, to) = (new Vector<int>(starts, i), new Vector<int>(ends, i));
            (to - from).CopyTo(lengths, i);
            (from + shift).CopyTo(offsets, i);
            (to + shift).CopyTo(ends, i);
        }
        for (; i < end; i++)
        {
            lengths[i] = ends[i] - starts[i];
            offsets[i] = start + starts[i];
            ends[i] += start;
        }
        batch.PositionIncrement.AsSpan(first, end - first).Fill(1);
        batch.Flags.AsSpan(first, end - first).Fill(TokenFlags.Ascii);
        AddShapes(text, end, batch);
        if (_markSentences || _markShouting)
            AddMarks(text, first, end, batch);
        _previousStart = offsets[end - 1];
        _previousEnd = ends[end - 1];
        batch.Count = end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddShapes(ReadOnlySpan<byte> text, int end, TokenBatch batch)
    {
        foreach (var token in _shaped.AsSpan(0, _shapedCount))
        {
            if (token < end)
                batch.Flags[token] = FlagsOf(text.Slice(batch.StartOffset[token], batch.TermLength[token]), batch.TermStart[token]);
        }
    }

    private void AddMarks(ReadOnlySpan<byte> text, int first, int end, TokenBatch batch)
    {
        var (previousStart, previousEnd) = (_previousStart, _previousEnd);
        for (var i = first; i < end; i++)
        {
            batch.Flags[i] |= MarksOf(text, previousStart, previousEnd, batch.StartOffset[i], batch.EndOffset[i], batch.Flags[i]);
            (previousStart, previousEnd) = (batch.StartOffset[i], batch.EndOffset[i]);
        }
    }
}
