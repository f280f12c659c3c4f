using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>Writes a segment's columns of values: .dvd and .dvm; see FORMAT.md. Not thread-safe.</summary>
internal sealed partial class DocValuesWriter : IDisposable
{
    private readonly int _maxDoc;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;

    public DocValuesWriter(SegmentWriteState state)
    {
        var segment = state.Segment;
        _maxDoc = segment.MaxDoc;
        _data = state.Directory.CreateOutput(segment.FileName(DocValuesFormat.DataExtension, PerFieldAttributes.DocValuesSuffix));
        try
        {
            CodecHeader.WriteIndexHeader(_data, DocValuesFormat.DataCodec, DocValuesFormat.Version, segment.Id, PerFieldAttributes.DocValuesSuffix);
            _meta = state.Directory.CreateOutput(segment.FileName(DocValuesFormat.MetaExtension, PerFieldAttributes.DocValuesSuffix));
            CodecHeader.WriteIndexHeader(_meta, DocValuesFormat.MetaCodec, DocValuesFormat.Version, segment.Id, PerFieldAttributes.DocValuesSuffix);
        }
        catch
        {
            Closing.All(_meta, _data);
            throw;
        }
    }

    /// <summary>Names of the files that this writes.</summary>
    public static IEnumerable<string> FileNames(SegmentInfo segment) =>
    [
        segment.FileName(DocValuesFormat.DataExtension, PerFieldAttributes.DocValuesSuffix),
        segment.FileName(DocValuesFormat.MetaExtension, PerFieldAttributes.DocValuesSuffix),
    ];

    /// <summary>Adds a column of numbers.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="docs">The documents that have one, ascending.</param>
    /// <param name="values">Their numbers, in the same order.</param>
    public void AddNumeric(FieldInfo field, ReadOnlySpan<int> docs, ReadOnlySpan<long> values)
    {
        CheckDocs(docs, values.Length);
        _meta.WriteInt(field.Number);
        _meta.WriteByte(DocValuesFormat.Numeric);
        DocsWithField.Write(_meta, _data, docs, _maxDoc);
        WriteNumbers(values);
    }

    /// <summary>Ends the files.</summary>
    public void Finish()
    {
        _meta.WriteInt(DocValuesFormat.EndOfFields);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose() => Closing.All(_meta, _data);

    private void CheckDocs(ReadOnlySpan<int> docs, int values)
    {
        if (docs.Length != values)
            throw new ArgumentException($"{docs.Length} documents have {values} values", nameof(docs));
        var previous = -1;
        foreach (var doc in docs)
        {
            if (doc <= previous || doc >= _maxDoc)
                throw new ArgumentException($"documents must ascend below {_maxDoc}", nameof(docs));
            previous = doc;
        }
    }

    private void WriteNumbers(ReadOnlySpan<long> values)
    {
        var statistics = NumericStatistics.Of(values);
        _meta.WriteLong(values.Length);
        if (statistics.Min >= statistics.Max)
            WriteHead(-1, 0, statistics.Min, statistics.Divisor);
        else if (TableBits(statistics) is { } tableBits)
            WriteByTable(values, statistics.Distinct!, tableBits);
        else if (statistics.BlocksPay)
            WriteBlocks(values, statistics);
        else
            WriteSingle(values, statistics);
    }

    /// <summary>Width of an index into the table of distinct values, when that is smaller than the values are.</summary>
    private static int? TableBits(in NumericStatistics statistics)
    {
        if (statistics.Distinct is not { Length: > 1 } distinct)
            return null;
        var bits = PackedWriter.DirectWidth(PackedBits.BitsRequired(distinct.Length - 1));
        return bits < SingleBits(statistics) ? bits : null;
    }

    private static int SingleBits(in NumericStatistics statistics) =>
        PackedWriter.DirectWidth(PackedBits.BitsRequired(Quotient(statistics.Max, statistics.Min, statistics.Divisor)));

    private static long Quotient(long value, long min, long divisor) =>
        divisor == 1 ? unchecked(value - min) : (value - min) / divisor;

    /// <summary>Everything between the count and the values, with what follows them when there are none.</summary>
    private void WriteHead(int table, byte bits, long min, long divisor)
    {
        _meta.WriteInt(table);
        _meta.WriteByte(bits);
        _meta.WriteLong(min);
        _meta.WriteLong(divisor);
        _meta.WriteLong(_data.Position);
        if (bits != 0)
            return;
        _meta.WriteLong(0);
        _meta.WriteLong(-1);
    }

    private void WriteTail(long start, long jumps)
    {
        _meta.WriteLong(_data.Position - start);
        _meta.WriteLong(jumps);
    }

    private void WriteByTable(ReadOnlySpan<long> values, long[] table, int bits)
    {
        _meta.WriteInt(table.Length);
        foreach (var value in table)
            _meta.WriteLong(value);
        _meta.WriteByte((byte)bits);
        _meta.WriteLong(0);
        _meta.WriteLong(1);
        var start = _data.Position;
        _meta.WriteLong(start);
        var writer = new PackedWriter(_data, bits);
        foreach (var value in values)
            writer.Add(Array.BinarySearch(table, value));
        writer.FinishDirect();
        WriteTail(start, -1);
    }

    private void WriteSingle(ReadOnlySpan<long> values, in NumericStatistics statistics)
    {
        var bits = SingleBits(statistics);
        var min = statistics.Min;
        // Where it costs nothing, the values are written as they are.
        if (statistics.Divisor == 1 && min > 0 && PackedWriter.DirectWidth(PackedBits.BitsRequired(statistics.Max)) == bits)
            min = 0;
        WriteHead(-1, (byte)bits, min, statistics.Divisor);
        var start = _data.Position;
        WritePacked(values, min, statistics.Divisor, bits);
        WriteTail(start, -1);
    }

    private void WriteBlocks(ReadOnlySpan<long> values, in NumericStatistics statistics)
    {
        WriteHead(-2 - DocValuesFormat.NumericBlockShift, DocValuesFormat.BlockwiseBits, statistics.Min, statistics.Divisor);
        var start = _data.Position;
        var offsets = new List<long>();
        const int BlockSize = 1 << DocValuesFormat.NumericBlockShift;
        for (var at = 0; at < values.Length; at += BlockSize)
        {
            offsets.Add(_data.Position);
            WriteBlock(values.Slice(at, Math.Min(BlockSize, values.Length - at)), statistics.Divisor);
        }
        var jumps = _data.Position;
        foreach (var offset in offsets)
            _data.WriteLong(offset);
        _data.WriteLong(jumps);
        WriteTail(start, jumps);
    }

    private void WriteBlock(ReadOnlySpan<long> values, long divisor)
    {
        var (min, max) = NumericStatistics.Range(values);
        var bits = min == max ? 0 : PackedWriter.DirectWidth(PackedBits.BitsRequired(unchecked(max - min)));
        _data.WriteByte((byte)bits);
        _data.WriteLong(min);
        if (bits == 0)
            return;
        _data.WriteInt((int)PackedBits.ByteCount(values.Length, bits) + PackedWriter.DirectPadding);
        WritePacked(values, min, divisor, bits);
    }

    private void WritePacked(ReadOnlySpan<long> values, long min, long divisor, int bits)
    {
        var writer = new PackedWriter(_data, bits);
        foreach (var value in values)
            writer.Add(Quotient(value, min, divisor));
        writer.FinishDirect();
    }
}
