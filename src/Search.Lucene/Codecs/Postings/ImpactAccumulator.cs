using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.Postings;

/// <summary>Gathers the competitive (freq, norm) pairs of a stretch of postings. Cleared and used again. Not thread-safe.</summary>
internal sealed class ImpactAccumulator
{
    private readonly int[] _maxFreqByNorm = new int[256];

    // Bit n is set when _maxFreqByNorm[n] is not 0.
    private readonly ulong[] _norms = new ulong[4];

    /// <summary>Adds documents. <paramref name="freqs"/> empty: every freq is 1. <paramref name="normByDoc"/> empty: every norm is 1, as is a norm of 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<byte> normByDoc)
    {
        if (normByDoc.IsEmpty)
        {
            var max = 1;
            foreach (var freq in freqs)
                max = Math.Max(max, freq);
            Add(max, 1);
            return;
        }
        for (var i = 0; i < docs.Length; i++)
            Add(freqs.IsEmpty ? 1 : freqs[i], Math.Max((byte)1, normByDoc[docs[i]]));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(ImpactAccumulator other)
    {
        for (var word = 0; word < 4; word++)
        {
            for (var bits = other._norms[word]; bits != 0; bits &= bits - 1)
            {
                var norm = (64 * word) + BitOperations.TrailingZeroCount(bits);
                Add(other._maxFreqByNorm[norm], (byte)norm);
            }
        }
    }

    /// <summary>
    /// Appends the pairs that matter, by ascending freq and norm, as differences: freq minus one minus the one before, shifted left by
    /// one; the low bit says that a zigzag difference of norms (as signed bytes, minus one) follows.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void WriteTo(ByteArrayWriter output)
    {
        var lastFreq = 0;
        long lastNorm = 0;
        for (var word = 0; word < 4; word++)
        {
            for (var bits = _norms[word]; bits != 0; bits &= bits - 1)
            {
                var norm = (64 * word) + BitOperations.TrailingZeroCount(bits);
                var freq = _maxFreqByNorm[norm];
                if (freq <= lastFreq)
                    continue;
                WriteOne(output, freq - lastFreq - 1, (sbyte)norm - lastNorm - 1);
                lastFreq = freq;
                lastNorm = (sbyte)norm;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_maxFreqByNorm);
        Array.Clear(_norms);
    }

    private static void WriteOne(ByteArrayWriter output, int freqDelta, long normDelta)
    {
        if (normDelta == 0)
        {
            output.WriteVInt(freqDelta << 1);
            return;
        }
        output.WriteVInt((freqDelta << 1) | 1);
        output.WriteZLong(normDelta);
    }

    private void Add(int freq, byte norm)
    {
        ref var max = ref _maxFreqByNorm[norm];
        if (freq <= max)
            return;
        max = freq;
        _norms[norm >> 6] |= 1UL << (norm & 63);
    }
}
