using System.Globalization;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>
/// The index over a column's distinct strings: of every 2^shift-th string the shortest prefix that sorts after the string before it, of the
/// first nothing. Thread-safe.
/// </summary>
internal sealed class TermPrefixes
{
    private readonly FileView _data;
    private readonly int _shift;
    private readonly long _start;
    private readonly long _length;
    private readonly MonotonicReader _addresses;

    private TermPrefixes(FileView data, int shift, long start, long length, MonotonicReader addresses)
    {
        _data = data;
        _shift = shift;
        _start = start;
        _length = length;
        _addresses = addresses;
    }

    /// <summary>Reads the description at the cursor, of <paramref name="count"/> strings.</summary>
    public static TermPrefixes Read(ref ByteReader meta, FileView data, long count, int monotonicShift)
    {
        var shift = meta.ReadInt();
        if (shift is < 0 or > 30)
            meta.ThrowCorrupt("an index shift", shift.ToString(CultureInfo.InvariantCulture));
        var addresses = MonotonicMeta.Read(ref meta, 1 + ((count + (1L << shift) - 1) >> shift), monotonicShift);
        var (start, length) = (meta.ReadLong(), meta.ReadLong());
        FileRange.Check(data, start, length);
        var addressesStart = meta.ReadLong();
        FileRange.Check(data, addressesStart, meta.ReadLong());
        return new TermPrefixes(data, shift, start, length, addresses.Open(data, addressesStart));
    }

    /// <summary>True when the string of this ordinal has a prefix here.</summary>
    public bool Has(int ord) => (ord & ((1 << _shift) - 1)) == 0;

    /// <summary>The prefix of an ordinal that has one, and where it stands.</summary>
    /// <exception cref="CorruptIndexException">Its place lies outside.</exception>
    public ReadOnlySpan<byte> Get(int ord, out long offset)
    {
        var index = ord >> _shift;
        var (from, to) = (_addresses.Get(index), _addresses.Get(index + 1));
        offset = _start + from;
        if (from < 0 || to < from || to > _length)
            CorruptIndexException.Throw(_data.Name, _start, $"the place of a prefix within {_length} bytes", string.Create(CultureInfo.InvariantCulture, $"{from} to {to}"));
        return _data.Slice(offset, (int)Math.Min(int.MaxValue, to - from));
    }
}
