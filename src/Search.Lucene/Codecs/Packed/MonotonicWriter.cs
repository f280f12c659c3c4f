using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>
/// Writes a sequence that never falls (Lucene's DirectMonotonicWriter): blocks of 2^shift values, each a line (minimum, slope) in the
/// metadata and packed differences from it in the data; see FORMAT.md.
/// </summary>
internal sealed class MonotonicWriter(IndexOutput meta, IndexOutput data, int blockShift)
{
    private readonly long[] _block = new long[1 << blockShift];
    private readonly long _base = data.Position;
    private long _previous = long.MinValue;
    private int _used;

    /// <summary>Writes a whole sequence.</summary>
    public static void Write(IndexOutput meta, IndexOutput data, int blockShift, ReadOnlySpan<long> values)
    {
        var writer = new MonotonicWriter(meta, data, blockShift);
        foreach (var value in values)
            writer.Add(value);
        writer.Finish();
    }

    public void Add(long value)
    {
        if (value < _previous)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"must not fall below {_previous}");
        if (_used == _block.Length)
            WriteBlock();
        _block[_used++] = value;
        _previous = value;
    }

    public void Finish()
    {
        if (_used > 0)
            WriteBlock();
    }

    private void WriteBlock()
    {
        var values = _block.AsSpan(0, _used);
        var slope = (float)((double)(values[^1] - values[0]) / Math.Max(1, values.Length - 1));
        for (var i = 0; i < values.Length; i++)
            values[i] -= Expected(slope, i);
        var min = values[0];
        foreach (var value in values)
            min = Math.Min(min, value);
        long all = 0;
        for (var i = 0; i < values.Length; i++)
            all |= values[i] -= min;
        meta.WriteLong(min);
        meta.WriteInt(BitConverter.SingleToInt32Bits(slope));
        meta.WriteLong(data.Position - _base);
        var bits = all == 0 ? 0 : PackedWriter.DirectWidth(PackedBits.BitsRequired(all));
        meta.WriteByte((byte)bits);
        if (bits != 0)
            WritePacked(values, bits);
        _used = 0;
    }

    private void WritePacked(ReadOnlySpan<long> values, int bits)
    {
        var writer = new PackedWriter(data, bits);
        foreach (var value in values)
            writer.Add(value);
        writer.FinishDirect();
    }

    /// <summary>Where the line stands at an index of the block: single precision, cut to an integer.</summary>
    internal static long Expected(float slope, long index) => (long)(slope * (float)index);
}
