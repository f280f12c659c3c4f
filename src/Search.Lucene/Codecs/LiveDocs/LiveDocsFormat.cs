using System.Buffers.Binary;
using System.Globalization;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.LiveDocs;

/// <summary>Reads and writes <c>_N.liv</c> files (Lucene50LiveDocs): the documents that are not deleted; see FORMAT.md.</summary>
internal static class LiveDocsFormat
{
    public const string CodecName = "Lucene50LiveDocs";
    public const int Version = 0;
    public const string Extension = "liv";

    /// <summary>Name of the file for the segment's present generation of deletions.</summary>
    public static string FileName(SegmentCommitInfo segment) => IndexFileNames.Generation(segment.Info.Name, Extension, segment.DelGen);

    /// <summary>Writes the file of <paramref name="segment"/>'s generation, which has been advanced already (<see cref="SegmentCommitInfo.WithDeletes"/>).</summary>
    public static void Write(IndexDirectory directory, SegmentCommitInfo segment, FixedBitSet live)
    {
        if (live.Length != segment.Info.MaxDoc || live.Length - live.Cardinality() != segment.DelCount)
            throw new ArgumentException($"{segment.DelCount} of {segment.Info.MaxDoc} documents should be deleted", nameof(live));
        using var output = directory.CreateOutput(FileName(segment));
        CodecHeader.WriteIndexHeader(output, CodecName, Version, segment.Info.Id, IndexFileNames.ToBase36(segment.DelGen));
        foreach (var word in live.Words)
            output.WriteLong((long)word);
        CodecHeader.WriteFooter(output);
    }

    /// <summary>The live documents, or null when nothing is deleted.</summary>
    public static FixedBitSet? Read(IndexDirectory directory, SegmentCommitInfo segment)
    {
        if (!segment.HasDeletions)
            return null;
        using var file = directory.OpenInput(FileName(segment));
        CodecHeader.VerifyChecksum(file);
        var input = file.ReaderAt(0);
        CodecHeader.CheckIndexHeader(ref input, CodecName, Version, Version, segment.Info.Id, IndexFileNames.ToBase36(segment.DelGen));
        var bytes = input.ReadBytes(8 * FixedBitSet.WordCount(segment.Info.MaxDoc));
        if (input.Remaining != CodecHeader.FooterLength)
            input.ThrowCorrupt("the footer", $"{input.Remaining - CodecHeader.FooterLength} more bytes");
        var live = new FixedBitSet(segment.Info.MaxDoc);
        for (var i = 0; i < live.Words.Length; i++)
            live.Words[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes[(8 * i)..]);
        Check(ref input, segment, live);
        return live;
    }

    private static void Check(ref ByteReader input, SegmentCommitInfo segment, FixedBitSet live)
    {
        var tail = live.Length & 63;
        if (tail != 0 && live.Words[^1] >> tail != 0)
            input.ThrowCorrupt("no bits beyond the last document", "some");
        var deleted = live.Length - live.Cardinality();
        if (deleted != segment.DelCount)
            input.ThrowCorrupt($"{segment.DelCount} deleted documents", deleted.ToString(CultureInfo.InvariantCulture));
    }
}
