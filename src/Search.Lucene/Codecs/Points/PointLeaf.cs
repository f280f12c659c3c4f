using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>Documents and values of one leaf, decoded. Reused; not thread-safe.</summary>
internal sealed class PointLeaf(int maxPoints)
{
    private readonly int[] _docs = new int[maxPoints];
    private readonly ulong[] _values = new ulong[maxPoints];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, Count);

    /// <summary>In sortable form; ascending.</summary>
    public ReadOnlySpan<ulong> Values => _values.AsSpan(0, Count);

    /// <summary>How many points the leaf at the cursor has.</summary>
    public static int ReadCount(ref ByteReader input, int maxPoints)
    {
        var count = input.ReadVInt();
        if (count < 1 || count > maxPoints)
            input.ThrowCorrupt($"1 to {maxPoints} points", count.ToString(CultureInfo.InvariantCulture));
        return count;
    }

    /// <summary>Reads the documents of the leaf at the cursor, each below <paramref name="maxDoc"/>.</summary>
    public void ReadDocs(ref ByteReader input, int maxDoc)
    {
        Count = ReadCount(ref input, maxPoints);
        var docs = _docs.AsSpan(0, Count);
        var form = input.ReadByte();
        switch (form)
        {
            case PointsFormat.AscendingDocs:
                ReadAscending(ref input, docs);
                break;
            case PointsFormat.Docs24:
                Read24(input.ReadBytes(3 * docs.Length), docs);
                break;
            case PointsFormat.Docs32:
                foreach (ref var doc in docs)
                    doc = input.ReadInt();
                break;
            default:
                input.ThrowCorrupt("documents in form 0, 24 or 32", form.ToString(CultureInfo.InvariantCulture));
                break;
        }
        foreach (var doc in docs)
        {
            if ((uint)doc >= (uint)maxDoc)
                input.ThrowCorrupt($"documents below {maxDoc}", doc.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Reads the values, which follow the documents.</summary>
    public void ReadValues(ref ByteReader input)
    {
        var prefix = input.ReadVInt();
        if ((uint)prefix > PointsFormat.ValueBytes)
            input.ThrowCorrupt("a prefix of up to 8 bytes", prefix.ToString(CultureInfo.InvariantCulture));
        var start = Extend(0, input.ReadBytes(prefix));
        var values = _values.AsSpan(0, Count);
        var form = (sbyte)input.ReadByte();
        if (form == PointsFormat.AllEqual && prefix == PointsFormat.ValueBytes)
            values.Fill(start);
        else if (form == PointsFormat.Runs && prefix < PointsFormat.ValueBytes)
            ReadRuns(ref input, values, start, prefix);
        else if (form == PointsFormat.ByFirstByte && prefix < PointsFormat.ValueBytes)
            ReadByFirstByte(ref input, values, start, prefix);
        else
            input.ThrowCorrupt("values in form -2, -1 or 0", form.ToString(CultureInfo.InvariantCulture));
    }

    private static void ReadAscending(ref ByteReader input, Span<int> docs)
    {
        var doc = 0;
        foreach (ref var next in docs)
            next = doc = unchecked(doc + input.ReadVInt());
    }

    private static void Read24(ReadOnlySpan<byte> bytes, Span<int> docs)
    {
        for (var i = 0; i < docs.Length; i++)
            docs[i] = (bytes[3 * i] << 16) | (bytes[3 * i + 1] << 8) | bytes[3 * i + 2];
    }

    private static void ReadRuns(ref ByteReader input, Span<ulong> values, ulong start, int prefix)
    {
        for (var i = 0; i < values.Length;)
        {
            var run = input.ReadVInt();
            if (run < 1 || run > values.Length - i)
                input.ThrowCorrupt($"a run of at most {values.Length - i} values", run.ToString(CultureInfo.InvariantCulture));
            values.Slice(i, run).Fill(Extend(start, input.ReadBytes(PointsFormat.ValueBytes - prefix)));
            i += run;
        }
    }

    private static void ReadByFirstByte(ref ByteReader input, Span<ulong> values, ulong start, int prefix)
    {
        var suffix = PointsFormat.ValueBytes - prefix - 1;
        for (var i = 0; i < values.Length;)
        {
            var head = (start << 8) | input.ReadByte();
            var run = input.ReadByte();
            if (run < 1 || run > values.Length - i)
                input.ThrowCorrupt($"a run of at most {values.Length - i} values", run.ToString(CultureInfo.InvariantCulture));
            var bytes = input.ReadBytes(run * suffix);
            for (var end = i + run; i < end; i++, bytes = bytes[suffix..])
                values[i] = Extend(head, bytes[..suffix]);
        }
    }

    private static ulong Extend(ulong value, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            value = (value << 8) | b;
        return value;
    }
}
