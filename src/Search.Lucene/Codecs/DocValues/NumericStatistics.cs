using System.Runtime.InteropServices;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>What decides how a column of numbers is encoded: range, common divisor, distinct values, and the bits that blocks would take. Default: of no numbers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumericStatistics(long Min, long Max, long Divisor, long[]? Distinct, bool BlocksPay)
{
    public static NumericStatistics Of(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
            return new NumericStatistics(long.MaxValue, long.MinValue, 0, [], BlocksPay: false);
        var (min, max) = Range(values);
        var bits = Bits(values);
        long blockBits = 0;
        for (var at = 0; at < values.Length; at += 1 << DocValuesFormat.NumericBlockShift)
            blockBits += Bits(values.Slice(at, Math.Min(1 << DocValuesFormat.NumericBlockShift, values.Length - at)));
        return new NumericStatistics(min, max, CommonDivisor(values), DistinctValues(values), bits > 0 && (double)blockBits / bits <= DocValuesFormat.BlockwiseGain);
    }

    public static (long Min, long Max) Range(ReadOnlySpan<long> values)
    {
        var (min, max) = (values[0], values[0]);
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        return (min, max);
    }

    private static long Bits(ReadOnlySpan<long> values)
    {
        var (min, max) = Range(values);
        return max > min ? (long)PackedWriter.DirectWidth(PackedBits.BitsRequired(unchecked(max - min))) * values.Length : 0;
    }

    /// <summary>The greatest divisor of all differences; 0 of one number; 1 when numbers are so far apart that differences could overflow.</summary>
    private static long CommonDivisor(ReadOnlySpan<long> values)
    {
        long divisor = 0;
        foreach (var value in values)
        {
            if (value is < long.MinValue / 2 or > long.MaxValue / 2)
                return 1;
            divisor = Gcd(divisor, value - values[0]);
            if (divisor == 1)
                break;
        }
        // A number too far out may still follow; it gives the same answer.
        return divisor;
    }

    private static long Gcd(long a, long b)
    {
        b = Math.Abs(b);
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private static long[]? DistinctValues(ReadOnlySpan<long> values)
    {
        var distinct = new HashSet<long>();
        foreach (var value in values)
        {
            if (distinct.Add(value) && distinct.Count > DocValuesFormat.MaxTableSize)
                return null;
        }
        var sorted = distinct.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
