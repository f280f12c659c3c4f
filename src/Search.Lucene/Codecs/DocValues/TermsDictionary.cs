using System.Globalization;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>The distinct strings of a column, by ordinal; see FORMAT.md. Thread-safe.</summary>
internal sealed class TermsDictionary
{
    private readonly FileView _data;
    private readonly int _blockShift;
    private readonly long _start;
    private readonly long _end;
    private readonly MonotonicReader _addresses;

    private TermsDictionary(FileView data, long count, int blockShift, long start, long end, MonotonicReader addresses, int maxLength, TermPrefixes prefixes)
    {
        Prefixes = prefixes;
        _data = data;
        Count = (int)count;
        _blockShift = blockShift;
        _start = start;
        _end = end;
        _addresses = addresses;
        MaxLength = maxLength;
    }

    public int Count { get; }

    /// <summary>What serves Lucene's seeks; ours go by the blocks' first terms.</summary>
    internal TermPrefixes Prefixes { get; }

    /// <summary>Where the blocks of strings lie in the file.</summary>
    internal (long Start, long End) Range => (_start, _end);

    /// <summary>Bytes of the longest string.</summary>
    public int MaxLength { get; }

    /// <summary>Reads the description at the cursor.</summary>
    public static TermsDictionary Read(ref ByteReader meta, FileView data, int maxCount)
    {
        var count = meta.ReadVLong();
        var blockShift = meta.ReadInt();
        var monotonicShift = meta.ReadInt();
        if (count < 0 || count > maxCount || blockShift is < 0 or > 20)
            meta.ThrowCorrupt($"at most {maxCount} terms", string.Create(CultureInfo.InvariantCulture, $"{count} in blocks of 2^{blockShift}"));
        var addressMeta = MonotonicMeta.Read(ref meta, (count + (1L << blockShift) - 1) >> blockShift, monotonicShift);
        var maxLength = meta.ReadInt();
        var start = meta.ReadLong();
        var length = meta.ReadLong();
        var addresses = addressMeta.Open(data, ReadRange(ref meta, data));
        FileRange.Check(data, start, length);
        if (maxLength < 0 || maxLength > length)
            meta.ThrowCorrupt("the longest term's length", maxLength.ToString(CultureInfo.InvariantCulture));
        return new TermsDictionary(data, count, blockShift, start, start + length, addresses, maxLength, TermPrefixes.Read(ref meta, data, count, monotonicShift));
    }

    /// <summary>Copies the string of an ordinal into <paramref name="term"/>, of at least <see cref="MaxLength"/> bytes; returns its length.</summary>
    public int CopyTerm(int ord, Span<byte> term)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ord, (uint)Count, nameof(ord));
        var block = ord >> _blockShift;
        var input = BlockAt(block);
        var length = ReadFirst(ref input, term);
        for (var i = block << _blockShift; i < ord; i++)
            length = ReadNext(ref input, term, length);
        return length;
    }

    /// <summary>Ordinal of a string; when there is none, the complement of the ordinal that it would have.</summary>
    public int Find(ReadOnlySpan<byte> wanted)
    {
        Span<byte> term = MaxLength <= 256 ? stackalloc byte[256] : new byte[MaxLength];
        var low = 0;
        var high = (int)_addresses.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var input = BlockAt(middle);
            var length = ReadFirst(ref input, term);
            if (term[..length].SequenceCompareTo(wanted) <= 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high < 0 ? ~0 : FindInBlock(high, wanted, term);
    }

    /// <summary>Reads the string at the cursor, which starts a block; returns its length.</summary>
    internal int ReadFirst(ref ByteReader input, scoped Span<byte> term)
    {
        var length = input.ReadVInt();
        if ((uint)length > (uint)MaxLength || input.Position + length > _end)
            input.ThrowCorrupt($"a term of at most {MaxLength} bytes", length.ToString(CultureInfo.InvariantCulture));
        input.ReadBytes(length).CopyTo(term);
        return length;
    }

    /// <summary>Reads the string at the cursor over the one before it, of which <paramref name="previous"/> is the length; returns its length.</summary>
    internal int ReadNext(ref ByteReader input, scoped Span<byte> term, int previous)
    {
        var token = input.ReadByte();
        var prefix = token & 15;
        if (prefix == 15)
            prefix += input.ReadVInt();
        var suffix = 1 + (token >> 4);
        if (suffix == 16)
            suffix += input.ReadVInt();
        if ((uint)prefix > (uint)previous || suffix <= 0 || suffix > MaxLength - prefix || input.Position + suffix > _end)
            input.ThrowCorrupt($"a term of at most {MaxLength} bytes", string.Create(CultureInfo.InvariantCulture, $"prefix {prefix}, suffix {suffix}"));
        input.ReadBytes(suffix).CopyTo(term[prefix..]);
        return prefix + suffix;
    }

    /// <summary>A cursor at the first string of a block.</summary>
    internal ByteReader BlockAt(int block)
    {
        var address = _addresses.Get(block);
        if (address < 0 || address > _end - _start)
            CorruptIndexException.Throw(_data.Name, _start, "the address of a block of terms", address.ToString(CultureInfo.InvariantCulture));
        return _data.ReaderAt(_start + address);
    }

    internal bool StartsBlock(int ord) => (ord & ((1 << _blockShift) - 1)) == 0;

    internal int BlockOf(int ord) => ord >> _blockShift;

    private int FindInBlock(int block, ReadOnlySpan<byte> wanted, scoped Span<byte> term)
    {
        var input = BlockAt(block);
        var length = ReadFirst(ref input, term);
        var end = Math.Min(Count, (block + 1) << _blockShift);
        for (var ord = block << _blockShift; ; length = ReadNext(ref input, term, length))
        {
            var order = term[..length].SequenceCompareTo(wanted);
            if (order >= 0)
                return order == 0 ? ord : ~ord;
            if (++ord == end)
                return ~ord;
        }
    }

    private static long ReadRange(ref ByteReader meta, FileView data)
    {
        var offset = meta.ReadLong();
        FileRange.Check(data, offset, meta.ReadLong());
        return offset;
    }
}
