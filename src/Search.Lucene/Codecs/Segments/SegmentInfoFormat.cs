using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Segments;

/// <summary>Reads and writes <c>.si</c> files (Lucene86SegmentInfo); see FORMAT.md.</summary>
internal static class SegmentInfoFormat
{
    public const string CodecName = "Lucene86SegmentInfo";
    public const int Version = 0;
    public const string Extension = "si";
    private const byte Yes = 1;
    private const byte No = 0xFF;

    public static string FileName(string segment) => $"{segment}.{Extension}";

    /// <summary>Writes the file, and returns the segment with that file among its files.</summary>
    public static SegmentInfo Write(IndexDirectory directory, SegmentInfo segment)
    {
        var name = FileName(segment.Name);
        segment = segment with { Files = new SortedSet<string>(segment.Files, StringComparer.Ordinal) { name } };
        foreach (var file in segment.Files)
        {
            if (!string.Equals(IndexFileNames.SegmentOf(file), segment.Name, StringComparison.Ordinal))
                throw new ArgumentException($"{file} is no file of segment {segment.Name}", nameof(segment));
        }
        using var output = directory.CreateOutput(name);
        CodecHeader.WriteIndexHeader(output, CodecName, Version, segment.Id, "");
        WriteVersion(output, segment.Version);
        output.WriteByte(segment.MinVersion is null ? (byte)0 : (byte)1);
        if (segment.MinVersion is { } minVersion)
            WriteVersion(output, minVersion);
        output.WriteInt(segment.MaxDoc);
        output.WriteByte(segment.IsCompoundFile ? Yes : No);
        output.WriteMapOfStrings(segment.Diagnostics);
        output.WriteSetOfStrings(segment.Files);
        output.WriteMapOfStrings(segment.Attributes);
        output.WriteVInt(0); // no index sort
        CodecHeader.WriteFooter(output);
        return segment;
    }

    public static SegmentInfo Read(IndexDirectory directory, string segment, ReadOnlySpan<byte> id)
    {
        using var file = directory.OpenInput(FileName(segment));
        CodecHeader.VerifyChecksum(file);
        var input = file.ReaderAt(0);
        CodecHeader.CheckIndexHeader(ref input, CodecName, Version, Version, id, "");
        var info = new SegmentInfo(segment, 0, id.ToArray())
        {
            Version = ReadVersion(ref input),
            MinVersion = ReadMinVersion(ref input),
            MaxDoc = ReadMaxDoc(ref input),
            IsCompoundFile = ReadIsCompound(ref input),
            Diagnostics = input.ReadMapOfStrings(),
            Files = input.ReadSetOfStrings(),
            Attributes = input.ReadMapOfStrings(),
        };
        if (input.ReadVInt() != 0)
            throw new IndexFormatException(file.Name, "the segment is sorted, which this library does not read");
        if (input.Remaining != CodecHeader.FooterLength)
            input.ThrowCorrupt("the footer", $"{input.Remaining - CodecHeader.FooterLength} more bytes");
        return info;
    }

    private static LuceneVersion? ReadMinVersion(ref ByteReader input)
    {
        var marker = input.ReadByte();
        if (marker > 1)
            input.ThrowCorrupt("0 or 1", marker.ToString(CultureInfo.InvariantCulture));
        return marker == 0 ? null : ReadVersion(ref input);
    }

    private static int ReadMaxDoc(ref ByteReader input)
    {
        var maxDoc = input.ReadInt();
        if (maxDoc < 0)
            input.ThrowCorrupt("a count of documents", maxDoc.ToString(CultureInfo.InvariantCulture));
        return maxDoc;
    }

    private static bool ReadIsCompound(ref ByteReader input)
    {
        var marker = input.ReadByte();
        if (marker is not (Yes or No))
            input.ThrowCorrupt("1 or 255", marker.ToString(CultureInfo.InvariantCulture));
        return marker == Yes;
    }

    private static void WriteVersion(IndexOutput output, LuceneVersion version)
    {
        output.WriteInt(version.Major);
        output.WriteInt(version.Minor);
        output.WriteInt(version.Bugfix);
    }

    private static LuceneVersion ReadVersion(ref ByteReader input) => new(input.ReadInt(), input.ReadInt(), input.ReadInt());
}
