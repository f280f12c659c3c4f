using System.Globalization;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Commits;

/// <summary>Reads and writes <c>segments_N</c> files; see FORMAT.md.</summary>
internal static class CommitFormat
{
    public const string CodecName = "segments";
    public const int MinVersion = 9;
    public const int Version = 10;

    /// <summary>Name of the one codec whose segments this library reads and writes.</summary>
    public const string SegmentCodec = "Lucene87";

    /// <summary>Lucene's limit on documents in an index.</summary>
    public const int MaxDocs = int.MaxValue - 128;

    public static void Write(IndexDirectory directory, string name, SegmentInfos infos)
    {
        infos.Id = SegmentInfo.NewId();
        using var output = directory.CreateOutput(name);
        CodecHeader.WriteIndexHeader(output, CodecName, Version, infos.Id, IndexFileNames.ToBase36(infos.Generation));
        WriteVersion(output, LuceneVersion.Current);
        output.WriteVInt(infos.CreatedVersionMajor);
        output.WriteLong(infos.Version);
        output.WriteVLong(infos.Counter);
        output.WriteInt(infos.Segments.Count);
        if (infos.Segments.Count > 0)
            WriteVersion(output, infos.Segments.Min(segment => segment.Info.Version));
        foreach (var segment in infos.Segments)
            WriteSegment(output, segment);
        output.WriteMapOfStrings(infos.UserData);
        CodecHeader.WriteFooter(output);
    }

    public static SegmentInfos Read(IndexDirectory directory, string name)
    {
        var generation = IndexFileNames.SegmentsGeneration(name);
        if (generation < 0)
            throw new ArgumentException($"{name} is not the name of a segments_N file", nameof(name));
        using var file = directory.OpenInput(name);
        CodecHeader.VerifyChecksum(file);
        var input = file.ReaderAt(0);
        var id = CodecHeader.CheckIndexHeaderAnyId(ref input, CodecName, MinVersion, Version, IndexFileNames.ToBase36(generation), out _);
        var infos = new SegmentInfos { Generation = generation, LastGeneration = generation, Id = id.ToArray() };
        ReadVersions(ref input, infos);
        infos.Version = input.ReadLong();
        infos.Counter = input.ReadVLong();
        ReadSegments(ref input, infos, directory);
        infos.UserData = input.ReadMapOfStrings();
        CheckMaxDoc(ref input, infos);
        if (input.Remaining != CodecHeader.FooterLength)
            input.ThrowCorrupt("the footer", $"{input.Remaining - CodecHeader.FooterLength} more bytes");
        return infos;
    }

    private static void ReadVersions(ref ByteReader input, SegmentInfos infos)
    {
        var written = ReadVersion(ref input);
        infos.CreatedVersionMajor = input.ReadVInt();
        if (infos.CreatedVersionMajor > written.Major)
            input.ThrowCorrupt($"an index created by Lucene {written.Major} or before", Text(infos.CreatedVersionMajor));
        if (infos.CreatedVersionMajor < LuceneVersion.Current.Major - 1)
            throw new IndexFormatException(input.File, $"the index was created by Lucene {infos.CreatedVersionMajor}; this library reads those of Lucene 8 with codec {SegmentCodec}");
    }

    private static void ReadSegments(ref ByteReader input, SegmentInfos infos, IndexDirectory directory)
    {
        var count = input.ReadInt();
        if ((uint)count > (uint)input.Remaining)
            input.ThrowCorrupt("a count of segments", Text(count));
        var oldest = count > 0 ? ReadVersion(ref input) : default;
        for (var i = 0; i < count; i++)
        {
            var segment = ReadSegment(ref input, directory);
            if (segment.Info.Version < oldest)
                input.ThrowCorrupt($"no segment older than {oldest}", $"{segment.Info.Name} of {segment.Info.Version}");
            if (infos.Segments.Any(other => string.Equals(other.Info.Name, segment.Info.Name, StringComparison.Ordinal)))
                input.ThrowCorrupt("each segment once", $"{segment.Info.Name} twice");
            infos.Segments.Add(segment);
        }
    }

    private static SegmentCommitInfo ReadSegment(ref ByteReader input, IndexDirectory directory)
    {
        var name = input.ReadString();
        var id = input.ReadBytes(CodecHeader.IdLength).ToArray();
        var codec = input.ReadString();
        if (!string.Equals(codec, SegmentCodec, StringComparison.Ordinal))
            throw new IndexFormatException(input.File, $"segment {name} has codec \"{codec}\"; this library reads {SegmentCodec}");
        var info = SegmentInfoFormat.Read(directory, name, id);
        var segment = new SegmentCommitInfo(info)
        {
            DelGen = input.ReadLong(),
            DelCount = ReadDocCount(ref input, info.MaxDoc),
            FieldInfosGen = input.ReadLong(),
            DocValuesGen = input.ReadLong(),
            SoftDelCount = ReadDocCount(ref input, info.MaxDoc),
            Id = ReadOptionalId(ref input),
            FieldInfosFiles = input.ReadSetOfStrings(),
            DocValuesUpdateFiles = ReadUpdateFiles(ref input),
        };
        if (segment.DelGen is < -1 or 0 || (segment.DelGen == -1 && segment.DelCount != 0))
            input.ThrowCorrupt("a generation of live docs", Text(segment.DelGen));
        if (segment.FieldInfosGen != -1 || segment.DocValuesGen != -1)
            throw new IndexFormatException(input.File, $"segment {name} has updated doc values, which this library does not read");
        return segment;
    }

    private static int ReadDocCount(ref ByteReader input, int maxDoc)
    {
        var count = input.ReadInt();
        if ((uint)count > (uint)maxDoc)
            input.ThrowCorrupt($"a count of deleted documents up to {maxDoc}", Text(count));
        return count;
    }

    private static byte[]? ReadOptionalId(ref ByteReader input)
    {
        var marker = input.ReadByte();
        if (marker > 1)
            input.ThrowCorrupt("0 or 1", Text(marker));
        return marker == 0 ? null : input.ReadBytes(CodecHeader.IdLength).ToArray();
    }

    private static Dictionary<int, IReadOnlyCollection<string>> ReadUpdateFiles(ref ByteReader input)
    {
        var count = input.ReadInt();
        if ((uint)count > (uint)input.Remaining)
            input.ThrowCorrupt("a count of fields", Text(count));
        var files = new Dictionary<int, IReadOnlyCollection<string>>();
        for (var i = 0; i < count; i++)
            files[input.ReadInt()] = input.ReadSetOfStrings();
        return files;
    }

    private static void CheckMaxDoc(ref ByteReader input, SegmentInfos infos)
    {
        if (infos.MaxDoc > MaxDocs)
            input.ThrowCorrupt($"at most {MaxDocs} documents", Text(infos.MaxDoc));
    }

    private static void WriteSegment(IndexOutput output, SegmentCommitInfo segment)
    {
        output.WriteString(segment.Info.Name);
        output.WriteBytes(segment.Info.Id);
        output.WriteString(SegmentCodec);
        output.WriteLong(segment.DelGen);
        output.WriteInt(segment.DelCount);
        output.WriteLong(segment.FieldInfosGen);
        output.WriteLong(segment.DocValuesGen);
        output.WriteInt(segment.SoftDelCount);
        output.WriteByte(segment.Id is null ? (byte)0 : (byte)1);
        output.WriteBytes(segment.Id);
        output.WriteSetOfStrings(segment.FieldInfosFiles);
        output.WriteInt(segment.DocValuesUpdateFiles.Count);
        foreach (var (field, files) in segment.DocValuesUpdateFiles)
        {
            output.WriteInt(field);
            output.WriteSetOfStrings(files);
        }
    }

    private static void WriteVersion(IndexOutput output, LuceneVersion version)
    {
        output.WriteVInt(version.Major);
        output.WriteVInt(version.Minor);
        output.WriteVInt(version.Bugfix);
    }

    private static LuceneVersion ReadVersion(ref ByteReader input) => new(input.ReadVInt(), input.ReadVInt(), input.ReadVInt());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
