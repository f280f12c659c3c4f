using System.Numerics;
using System.Runtime.CompilerServices;

namespace Search.Lucene.Numerics;

/// <summary>A set of the integers from 0 up to <see cref="Length"/>, a bit each, empty at first. Bits beyond the length stay 0. Not thread-safe for writing.</summary>
public sealed class FixedBitSet
{
    private readonly ulong[] _words;

    public FixedBitSet(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _words = new ulong[WordCount(length)];
    }

    public int Length { get; }

    /// <summary>The bits, 64 a word, low bits first.</summary>
    public Span<ulong> Words => _words;

    /// <summary>Words that hold <paramref name="length"/> bits.</summary>
    public static int WordCount(int length) => (int)(((long)length + 63) >> 6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Get(int index) => (_words[index >> 6] >> index & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index) => _words[index >> 6] |= 1UL << index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear(int index) => _words[index >> 6] &= ~(1UL << index);

    /// <summary>Adds the integers from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public void SetRange(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)end);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        if (start == end)
            return;
        var first = start >> 6;
        var last = (end - 1) >> 6;
        var head = ulong.MaxValue << start;
        var tail = ulong.MaxValue >> -end;
        if (first == last)
        {
            _words[first] |= head & tail;
            return;
        }
        _words[first] |= head;
        _words.AsSpan(first + 1, last - first - 1).Fill(ulong.MaxValue);
        _words[last] |= tail;
    }

    public void SetAll() => SetRange(0, Length);

    public void ClearAll() => Array.Clear(_words);

    /// <summary>How many integers the set holds.</summary>
    public int Cardinality()
    {
        var count = 0;
        foreach (var word in _words)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The smallest member not below <paramref name="from"/>, or -1. <paramref name="from"/> may equal <see cref="Length"/>.</summary>
    public int NextSetBit(int from)
    {
        var index = from >> 6;
        if ((uint)index >= (uint)_words.Length)
            return -1;
        var word = _words[index] & ulong.MaxValue << from;
        while (word == 0)
        {
            if (++index == _words.Length)
                return -1;
            word = _words[index];
        }
        return (index << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>
    /// Writes the members from <paramref name="from"/> up to, not including, <paramref name="upTo"/>, ascending, as many as <paramref name="members"/> has
    /// room for; returns how many. Both bounds may be anything from 0 to <see cref="Length"/>.
    /// </summary>
    public int CopyTo(Span<int> members, int from, int upTo)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)upTo, (uint)Length);
        var count = 0;
        for (var index = from >> 6; index < WordCount(upTo); index++)
        {
            var word = _words[index];
            if (index == from >> 6)
                word &= ulong.MaxValue << from;
            if (index == upTo >> 6)
                word &= ~(ulong.MaxValue << upTo);
            for (; word != 0; word &= word - 1)
            {
                if (count == members.Length)
                    return count;
                members[count++] = (index << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
        return count;
    }

    /// <summary>Keeps what is in <paramref name="other"/> too, which has the same length.</summary>
    public void And(FixedBitSet other)
    {
        CheckSameLength(other);
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= other._words[i];
    }

    /// <summary>Adds what is in <paramref name="other"/>, which has the same length.</summary>
    public void Or(FixedBitSet other)
    {
        CheckSameLength(other);
        for (var i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    /// <summary>Removes what is in <paramref name="other"/>, which has the same length.</summary>
    public void AndNot(FixedBitSet other)
    {
        CheckSameLength(other);
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= ~other._words[i];
    }

    public FixedBitSet Clone()
    {
        var copy = new FixedBitSet(Length);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    private void CheckSameLength(FixedBitSet other)
    {
        if (other.Length != Length)
            throw new ArgumentException($"a set of length {Length} is needed, not {other.Length}", nameof(other));
    }
}
