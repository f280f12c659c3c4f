using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Fields;

/// <summary>Reads and writes <c>.fnm</c> files (Lucene60FieldInfos); see FORMAT.md.</summary>
internal static class FieldInfosFormat
{
    public const string CodecName = "Lucene60FieldInfos";
    public const int Version = 2;
    public const string Extension = "fnm";

    private const byte StoresTermVectors = 1;
    private const byte OmitsNorms = 2;
    private const byte StoresPayloads = 4;
    private const byte SoftDeletes = 8;

    /// <summary>Writes the fields, each with the per-field attributes that Lucene asks for (<see cref="PerFieldAttributes"/>).</summary>
    public static void Write(IndexDirectory directory, SegmentInfo segment, FieldInfos fields)
    {
        using var output = directory.CreateOutput(segment.FileName(Extension));
        CodecHeader.WriteIndexHeader(output, CodecName, Version, segment.Id, "");
        output.WriteVInt(fields.Count);
        foreach (var field in fields)
            WriteField(output, PerFieldAttributes.Stamp(field));
        CodecHeader.WriteFooter(output);
    }

    /// <param name="directory">The compound file's directory where the segment has one.</param>
    /// <param name="segment">The segment.</param>
    public static FieldInfos Read(IndexDirectory directory, SegmentInfo segment)
    {
        using var file = directory.OpenInput(segment.FileName(Extension));
        CodecHeader.VerifyChecksum(file);
        var input = file.ReaderAt(0);
        CodecHeader.CheckIndexHeader(ref input, CodecName, Version, Version, segment.Id, "");
        var count = input.ReadCount();
        var fields = new List<FieldInfo>();
        for (var i = 0; i < count; i++)
            fields.Add(ReadField(ref input));
        if (input.Remaining != CodecHeader.FooterLength)
            input.ThrowCorrupt("the footer", $"{input.Remaining - CodecHeader.FooterLength} more bytes");
        try
        {
            return new FieldInfos(fields);
        }
        catch (ArgumentException e)
        {
            throw new CorruptIndexException(file.Name, 0, "distinct fields", e.Message);
        }
    }

    private static void WriteField(IndexOutput output, FieldInfo field)
    {
        output.WriteString(field.Name);
        output.WriteVInt(field.Number);
        output.WriteByte(field.OmitNorms ? OmitsNorms : (byte)0);
        output.WriteByte((byte)field.IndexOptions);
        output.WriteByte((byte)field.DocValuesType);
        output.WriteLong(-1); // no updated doc values
        output.WriteMapOfStrings(field.Attributes);
        output.WriteVInt(field.PointDimensionCount);
        if (field.PointDimensionCount == 0)
            return;
        output.WriteVInt(field.PointIndexDimensionCount);
        output.WriteVInt(field.PointNumBytes);
    }

    private static FieldInfo ReadField(ref ByteReader input)
    {
        var name = input.ReadString();
        var number = input.ReadVInt();
        if ((uint)number >= FieldInfos.MaxFieldNumber)
            input.ThrowCorrupt("a field number", number.ToString(CultureInfo.InvariantCulture));
        var flags = ReadFlags(ref input, name);
        var field = new FieldInfo(name, number)
        {
            OmitNorms = (flags & OmitsNorms) != 0,
            HasTermVectors = (flags & StoresTermVectors) != 0,
            IndexOptions = ReadIndexOptions(ref input, name),
            DocValuesType = ReadDocValuesType(ref input),
        };
        if (input.ReadLong() != -1)
            throw new IndexFormatException(input.File, $"field \"{name}\" has updated doc values, which this library does not read");
        field = field with { Attributes = input.ReadMapOfStrings() };
        PerFieldAttributes.Check(input.File, field);
        return ReadPoints(ref input, field);
    }

    private static byte ReadFlags(ref ByteReader input, string name)
    {
        var flags = input.ReadByte();
        if ((flags & ~(StoresTermVectors | OmitsNorms | StoresPayloads | SoftDeletes)) != 0)
            input.ThrowCorrupt("known field flags", flags.ToString("x2", CultureInfo.InvariantCulture));
        if ((flags & (StoresPayloads | SoftDeletes)) != 0)
            throw new IndexFormatException(input.File, $"field \"{name}\" has payloads or soft deletes, which this library does not read");
        return flags;
    }

    private static IndexOptions ReadIndexOptions(ref ByteReader input, string name)
    {
        var value = input.ReadByte();
        if (value > 4)
            input.ThrowCorrupt("index options", value.ToString(CultureInfo.InvariantCulture));
        if (value == 4)
            throw new IndexFormatException(input.File, $"field \"{name}\" has offsets in its postings, which this library does not read");
        return (IndexOptions)value;
    }

    private static DocValuesType ReadDocValuesType(ref ByteReader input)
    {
        var value = input.ReadByte();
        if (value > (byte)DocValuesType.SortedNumeric)
            input.ThrowCorrupt("a type of doc values", value.ToString(CultureInfo.InvariantCulture));
        return (DocValuesType)value;
    }

    private static FieldInfo ReadPoints(ref ByteReader input, FieldInfo field)
    {
        var dimensions = input.ReadVInt();
        if (dimensions == 0)
            return field;
        var indexed = input.ReadVInt();
        var bytes = input.ReadVInt();
        if (dimensions is < 1 or > 16 || indexed is < 1 or > 8 || indexed > dimensions || bytes is < 1 or > 16)
            input.ThrowCorrupt("dimensions of a point", $"{dimensions}, {indexed}, {bytes} bytes");
        return field with { PointDimensionCount = dimensions, PointIndexDimensionCount = indexed, PointNumBytes = bytes };
    }
}
