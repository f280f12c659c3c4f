using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Patched blocks of 128 non-negative integers: at most three values may be wider than the rest, by up to eight bits.
/// Token byte: number of exceptions in the top three bits, width in the low five. Width 0: one variable-length integer stands for all
/// 128 values; else the packed low bits. Then per exception its index and the bits above the width, a byte each.
/// </summary>
internal static class Pfor
{
    private const int MaxExceptions = 3;
    private const int PatchBits = 8;
    private const int WidthMask = 0x1F;
    private const int CountShift = 5;

    /// <summary>Writes 128 values. <paramref name="values"/> is used as scratch and is not the same afterwards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Encode(Span<int> values, IndexOutput output)
    {
        values = values[..ForUtil.BlockSize];
        var maxBits = ChooseWidth(values, out var bits);
        Span<byte> exceptions = stackalloc byte[2 * MaxExceptions];
        var used = maxBits == bits ? 0 : TakeExceptions(values, bits, exceptions);
        exceptions = exceptions[..used];
        if (maxBits <= PatchBits && !values[1..].ContainsAnyExcept(values[0]))
            WriteEqual(values[0], bits, exceptions, output);
        else
            WritePacked(values, bits, exceptions, output);
        output.WriteBytes(exceptions);
    }

    /// <summary>Reads 128 values.</summary>
    public static void Decode(ref ByteReader input, Span<int> values)
    {
        values = values[..ForUtil.BlockSize];
        var token = input.ReadByte();
        var bits = token & WidthMask;
        if (bits == 0)
            values.Fill(ReadEqual(ref input));
        else
            ForUtil.Decode(input.ReadBytes(ForUtil.ByteCount(bits)), bits, values);
        for (var left = token >> CountShift; left > 0; left--)
            Patch(ref input, bits, values);
    }

    /// <summary>Passes over a block.</summary>
    public static void Skip(ref ByteReader input)
    {
        var token = input.ReadByte();
        var bits = token & WidthMask;
        if (bits == 0)
            input.ReadVInt();
        input.Skip(ForUtil.ByteCount(bits) + (2 * (token >> CountShift)));
    }

    /// <summary>The width that leaves at most three exceptions of at most eight more bits; returns the width of the widest value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ChooseWidth(ReadOnlySpan<int> values, out int bits)
    {
        Span<int> histogram = stackalloc int[33];
        histogram.Clear();
        foreach (var value in values)
            histogram[32 - BitOperations.LeadingZeroCount((uint)value | 1)]++;
        var maxBits = 32;
        while (histogram[maxBits] == 0)
            maxBits--;
        bits = maxBits;
        var wider = 0;
        while (bits > 1 && bits > maxBits - PatchBits && (wider += histogram[bits]) <= MaxExceptions)
            bits--;
        return maxBits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TakeExceptions(Span<int> values, int bits, Span<byte> exceptions)
    {
        var used = 0;
        var mask = (1 << bits) - 1;
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] <= (uint)mask)
                continue;
            exceptions[used++] = (byte)i;
            exceptions[used++] = (byte)(values[i] >>> bits);
            values[i] &= mask;
        }
        return used;
    }

    private static void WriteEqual(int value, int bits, Span<byte> exceptions, IndexOutput output)
    {
        for (var i = 1; i < exceptions.Length; i += 2)
            exceptions[i] <<= bits;
        output.WriteByte((byte)((exceptions.Length / 2) << CountShift));
        output.WriteVInt(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WritePacked(ReadOnlySpan<int> values, int bits, ReadOnlySpan<byte> exceptions, IndexOutput output)
    {
        Span<byte> block = stackalloc byte[1 + ForUtil.ByteCount(ForUtil.MaxBits)];
        block[0] = (byte)(((exceptions.Length / 2) << CountShift) | bits);
        ForUtil.Encode(values, bits, block[1..]);
        output.WriteBytes(block[..(1 + ForUtil.ByteCount(bits))]);
    }

    private static int ReadEqual(ref ByteReader input)
    {
        var value = input.ReadVInt();
        if (value < 0)
            input.ThrowCorrupt("a value of at most 31 bits", "a wider one");
        return value;
    }

    private static void Patch(ref ByteReader input, int bits, Span<int> values)
    {
        var at = input.ReadByte();
        if (at >= values.Length)
            input.ThrowCorrupt("an exception within a block of 128", at.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var high = (long)input.ReadByte() << bits;
        if (high > int.MaxValue)
            input.ThrowCorrupt("a value of at most 31 bits", "a wider one");
        values[at] |= (int)high;
    }
}
