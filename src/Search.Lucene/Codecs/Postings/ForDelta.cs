using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Blocks of 128 deltas of ascending integers: one byte with the width in bits, then the packed deltas; width 0 and nothing else when every delta is 1.
/// </summary>
internal static class ForDelta
{
    /// <summary>Writes 128 deltas, each at least 1 (the first of a list may be 0).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Encode(ReadOnlySpan<int> deltas, IndexOutput output)
    {
        deltas = deltas[..ForUtil.BlockSize];
        var bits = ForUtil.BitsRequired(Union(deltas));
        if (bits == 1 && !deltas.Contains(0))
        {
            output.WriteByte(0);
            return;
        }
        Span<byte> block = stackalloc byte[1 + ForUtil.ByteCount(ForUtil.MaxBits)];
        block[0] = (byte)bits;
        ForUtil.Encode(deltas, bits, block[1..]);
        output.WriteBytes(block[..(1 + ForUtil.ByteCount(bits))]);
    }

    /// <summary>
    /// Reads 128 ascending integers that follow on <paramref name="previous"/>. Throws <see cref="CorruptIndexException"/> when one of them is not below <paramref name="limit"/>.
    /// </summary>
    public static void Decode(ref ByteReader input, int previous, int limit, Span<int> values)
    {
        values = values[..ForUtil.BlockSize];
        var bits = ReadBits(ref input);
        if (bits == 0)
            values.Fill(1);
        else
            ForUtil.Decode(input.ReadBytes(ForUtil.ByteCount(bits)), bits, values);
        ForUtil.PrefixSum(values, previous);
        if ((uint)values[^1] >= (uint)limit || (bits > MaxBitsWithoutWrap && !IsAscending(values, previous)))
            ThrowOutOfRange(ref input, values[^1], limit);
    }

    /// <summary>Passes over a block.</summary>
    public static void Skip(ref ByteReader input) => input.Skip(ForUtil.ByteCount(ReadBits(ref input)));

    /// <summary>128 deltas of this width sum up to less than 2^31, so that a sum that ends in range never left it.</summary>
    private const int MaxBitsWithoutWrap = 24;

    private static int ReadBits(ref ByteReader input)
    {
        var bits = input.ReadByte();
        if (bits > ForUtil.MaxBits)
            input.ThrowCorrupt("a width of at most 31 bits", bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return bits;
    }

    private static uint Union(ReadOnlySpan<int> values)
    {
        var union = Vector<int>.Zero;
        for (var at = 0; at < values.Length; at += Vector<int>.Count)
            union |= new Vector<int>(values[at..]);
        var all = 0;
        for (var i = 0; i < Vector<int>.Count; i++)
            all |= union[i];
        return (uint)all;
    }

    private static bool IsAscending(ReadOnlySpan<int> values, int previous)
    {
        foreach (var value in values)
        {
            if (value < previous)
                return false;
            previous = value;
        }
        return true;
    }

    private static void ThrowOutOfRange(ref ByteReader input, int last, int limit) =>
        input.ThrowCorrupt($"ascending documents below {limit}", $"a block that ends at {last}");
}
