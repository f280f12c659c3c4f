using System.Buffers.Binary;
using System.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Points;

/// <summary>Writes one leaf: documents, what all values begin with, and the rest of the values in the cheapest of three forms; see FORMAT.md.</summary>
internal static class PointLeafWriter
{
    private const int MaxRun = 255;

    /// <summary>Values ascend; documents of equal values ascend.</summary>
    public static void Write(IndexOutput output, ReadOnlySpan<ulong> values, ReadOnlySpan<int> docs)
    {
        output.WriteVInt(docs.Length);
        WriteDocs(output, docs);
        var prefix = BitOperations.LeadingZeroCount(values[0] ^ values[^1]) / 8;
        output.WriteVInt(prefix);
        WriteBytes(output, values[0], 0, prefix);
        if (prefix == PointsFormat.ValueBytes)
            output.WriteByte(unchecked((byte)PointsFormat.AllEqual));
        else if (RunsAreCheaper(values, prefix))
            WriteRuns(output, values, prefix);
        else
            WriteByFirstByte(output, values, prefix);
    }

    private static void WriteDocs(IndexOutput output, ReadOnlySpan<int> docs)
    {
        var ascending = true;
        var all = docs[0];
        for (var i = 1; i < docs.Length; i++)
        {
            ascending &= docs[i] >= docs[i - 1];
            all |= docs[i];
        }
        if (ascending)
        {
            output.WriteByte(PointsFormat.AscendingDocs);
            var previous = 0;
            foreach (var doc in docs)
            {
                output.WriteVInt(doc - previous);
                previous = doc;
            }
            return;
        }
        var narrow = all <= 0xFFFFFF;
        output.WriteByte(narrow ? PointsFormat.Docs24 : PointsFormat.Docs32);
        foreach (var doc in docs)
        {
            if (!narrow)
            {
                output.WriteInt(doc);
                continue;
            }
            output.WriteShort((short)(doc >> 8));
            output.WriteByte((byte)doc);
        }
    }

    /// <summary>Lucene's comparison of costs, in bytes.</summary>
    private static bool RunsAreCheaper(ReadOnlySpan<ulong> values, int prefix)
    {
        var distinct = 1;
        for (var i = 1; i < values.Length; i++)
            distinct += values[i] != values[i - 1] ? 1 : 0;
        if (distinct == values.Length)
            return false;
        var firstByteRuns = 0;
        for (var i = 0; i < values.Length; i += RunOfByte(values[i..], prefix))
            firstByteRuns++;
        var suffix = PointsFormat.ValueBytes - prefix;
        return distinct * (suffix + 1) <= values.Length * (suffix - 1) + 2 * firstByteRuns;
    }

    private static void WriteRuns(IndexOutput output, ReadOnlySpan<ulong> values, int prefix)
    {
        output.WriteByte(unchecked((byte)PointsFormat.Runs));
        for (var i = 0; i < values.Length;)
        {
            var end = i + 1;
            while (end < values.Length && values[end] == values[i])
                end++;
            output.WriteVInt(end - i);
            WriteBytes(output, values[i], prefix, PointsFormat.ValueBytes);
            i = end;
        }
    }

    private static void WriteByFirstByte(IndexOutput output, ReadOnlySpan<ulong> values, int prefix)
    {
        output.WriteByte((byte)PointsFormat.ByFirstByte);
        for (var i = 0; i < values.Length;)
        {
            var run = RunOfByte(values[i..], prefix);
            output.WriteByte(ByteAt(values[i], prefix));
            output.WriteByte((byte)run);
            for (var end = i + run; i < end; i++)
                WriteBytes(output, values[i], prefix + 1, PointsFormat.ValueBytes);
        }
    }

    /// <summary>How many values from the first on, at most 255, share its byte.</summary>
    private static int RunOfByte(ReadOnlySpan<ulong> values, int index)
    {
        var run = 1;
        while (run < Math.Min(MaxRun, values.Length) && ByteAt(values[run], index) == ByteAt(values[0], index))
            run++;
        return run;
    }

    private static byte ByteAt(ulong value, int index) => (byte)(value >> (56 - 8 * index));

    private static void WriteBytes(IndexOutput output, ulong value, int from, int to)
    {
        Span<byte> bytes = stackalloc byte[PointsFormat.ValueBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        output.WriteBytes(bytes[from..to]);
    }
}
