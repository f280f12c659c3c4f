using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>Writes integers of a fixed bit width, high bits first, without gaps; see FORMAT.md. The width may be any from 1 to 64.</summary>
internal struct PackedWriter(IndexOutput output, int bits)
{
    /// <summary>Widths that random access knows (Lucene's DirectWriter).</summary>
    private static ReadOnlySpan<byte> DirectWidths => [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64];

    /// <summary>Zero bytes behind directly readable values, so that a reader may fetch whole words.</summary>
    public const int DirectPadding = 3;

    private ulong _pending;
    private int _pendingBits;

    /// <summary>The next width that random access knows.</summary>
    public static int DirectWidth(int bits)
    {
        foreach (var width in DirectWidths)
        {
            if (width >= bits)
                return width;
        }
        throw new ArgumentOutOfRangeException(nameof(bits), bits, "at most 64");
    }

    public static bool IsDirectWidth(int bits) => bits is > 0 and <= 64 && DirectWidth(bits) == bits;

    /// <summary>Adds a value, whose bits above the width must be zero.</summary>
    public void Add(long value)
    {
        var free = 64 - _pendingBits;
        if (bits < free)
        {
            _pending = (_pending << bits) | (ulong)value;
            _pendingBits += bits;
            return;
        }
        var left = bits - free;
        output.WriteLong((long)((free == 64 ? 0 : _pending << free) | ((ulong)value >> left)));
        _pending = (ulong)value;
        _pendingBits = left;
    }

    /// <summary>Writes what is pending, filled up to a whole byte.</summary>
    public void Finish()
    {
        while (_pendingBits > 0)
        {
            output.WriteByte((byte)(_pendingBits >= 8 ? _pending >> (_pendingBits - 8) : _pending << (8 - _pendingBits)));
            _pendingBits -= 8;
        }
        _pendingBits = 0;
    }

    /// <summary>As <see cref="Finish"/>, then the padding that directly readable values have behind them.</summary>
    public void FinishDirect()
    {
        Finish();
        for (var i = 0; i < DirectPadding; i++)
            output.WriteByte(0);
    }
}
