using System.Globalization;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>A chunk's header, read and checked: its documents, how many fields each has, and where each lies in the content. Reusable; not thread-safe.</summary>
internal sealed class ChunkHeader
{
    private int[] _fieldCounts = [];
    private int[] _offsets = new int[1];

    /// <summary>First document, or -1 before anything was read.</summary>
    public int DocBase { get; private set; } = -1;

    public int DocCount { get; private set; }

    /// <summary>The content is compressed in slices of the chunk size.</summary>
    public bool IsSliced { get; private set; }

    /// <summary>Bytes of the decompressed content.</summary>
    public int ContentLength => _offsets[DocCount];

    /// <summary>Where the compressed content starts in the file.</summary>
    public long ContentStart { get; private set; }

    public bool Contains(int doc) => DocBase >= 0 && doc >= DocBase && doc < DocBase + DocCount;

    /// <summary>Where document <paramref name="index"/> of the chunk starts in the content; the count of documents gives the end.</summary>
    public int Offset(int index) => _offsets[index];

    public int FieldCount(int index) => _fieldCounts[index];

    /// <summary>Reads the header at the cursor, of a chunk that must hold <paramref name="doc"/> in a segment of <paramref name="maxDoc"/> documents.</summary>
    public void Read(ref ByteReader input, int doc, int maxDoc)
    {
        DocBase = -1;
        var docBase = input.ReadVInt();
        var code = input.ReadVInt();
        var count = code >>> 1;
        if (docBase < 0 || count < 1 || doc < docBase || doc >= (long)docBase + count || (long)docBase + count > maxDoc)
            input.ThrowCorrupt($"the chunk of document {doc}", string.Create(CultureInfo.InvariantCulture, $"one of {count} documents from {docBase} on"));
        DocCount = count;
        IsSliced = (code & 1) != 0;
        Reserve(ref input, count);
        ReadInts(ref input, _fieldCounts.AsSpan(0, count));
        ReadInts(ref input, _offsets.AsSpan(1, count));
        Sum(ref input);
        ContentStart = input.Position;
        DocBase = docBase;
    }

    private void Reserve(ref ByteReader input, int count)
    {
        // Empty documents of one count each take no bytes at all, but never more than a chunk may hold when there are few bytes.
        if (count > StoredFieldsFormat.ChunkDocs && count > (long)input.Remaining * 8)
            input.ThrowCorrupt("a count of documents", count.ToString(CultureInfo.InvariantCulture));
        if (_fieldCounts.Length >= count)
            return;
        _fieldCounts = new int[count];
        _offsets = new int[count + 1];
    }

    private void Sum(ref ByteReader input)
    {
        long end = 0;
        for (var i = 0; i < DocCount; i++)
        {
            var length = _offsets[i + 1];
            if (length < 0 || _fieldCounts[i] < 0 || (length == 0) != (_fieldCounts[i] == 0))
                input.ThrowCorrupt("lengths and counts of fields that agree", string.Create(CultureInfo.InvariantCulture, $"{length} bytes for {_fieldCounts[i]} fields"));
            end += length;
            if (end > int.MaxValue)
                input.ThrowCorrupt("a chunk of at most 2 GB", end.ToString(CultureInfo.InvariantCulture));
            _offsets[i + 1] = (int)end;
        }
    }

    private static void ReadInts(ref ByteReader input, Span<int> values)
    {
        var bits = values.Length == 1 ? 0 : input.ReadVInt();
        if (bits == 0)
        {
            values.Fill(input.ReadVInt());
            return;
        }
        if (bits is < 0 or > 31)
            input.ThrowCorrupt("a bit width up to 31", bits.ToString(CultureInfo.InvariantCulture));
        var packed = input.ReadBytes((int)PackedBits.ByteCount(values.Length, bits));
        for (var i = 0; i < values.Length; i++)
            values[i] = (int)PackedBits.Get(packed, i, bits);
    }
}
