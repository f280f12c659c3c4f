using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>The last steps of every new segment, flushed or merged: field infos, compound file when small, segment info.</summary>
internal static class SegmentSealer
{
    /// <summary>Completes the segment whose data files were created through <paramref name="directory"/>.</summary>
    public static SegmentInfo Seal(TrackingDirectory directory, SegmentInfo segment, FieldInfos fields, string source, long compoundBytes)
    {
        FieldInfosFormat.Write(directory, segment, fields);
        segment = segment with { Files = directory.CreatedFiles, Diagnostics = Diagnostics(source) };
        if (compoundBytes > 0 && Size(directory, segment.Files) <= compoundBytes)
            segment = Pack(directory, segment);
        return SegmentInfoFormat.Write(directory, segment);
    }

    public static long Size(TrackingDirectory directory, IEnumerable<string> files) => files.Sum(directory.FileLength);

    private static SegmentInfo Pack(TrackingDirectory directory, SegmentInfo segment)
    {
        var parts = segment.Files;
        segment = CompoundFormat.Write(directory, segment);
        foreach (var part in parts)
            directory.DeleteFile(part);
        return segment;
    }

    private static Dictionary<string, string> Diagnostics(string source) => new(StringComparer.Ordinal)
    {
        ["source"] = source,
        ["lucene.version"] = LuceneVersion.Current.ToString(),
        ["writer"] = "Search.Lucene",
    };
}
