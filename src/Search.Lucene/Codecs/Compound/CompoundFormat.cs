using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Compound;

/// <summary>Writes the files of a segment into one (Lucene50Compound): .cfs with their bytes, .cfe with where each lies; see FORMAT.md.</summary>
internal static class CompoundFormat
{
    public const string DataCodec = "Lucene50CompoundData";
    public const string EntriesCodec = "Lucene50CompoundEntries";
    public const int Version = 0;
    public const string DataExtension = "cfs";
    public const string EntriesExtension = "cfe";

    /// <summary>Names of the files that this writes.</summary>
    public static IEnumerable<string> FileNames(SegmentInfo segment) => [segment.FileName(DataExtension), segment.FileName(EntriesExtension)];

    /// <summary>
    /// Combines the files of <paramref name="segment"/> (all but the .si, which is not written yet). Each is checked against its checksum on the way.
    /// The files themselves stay, for the caller to delete.
    /// </summary>
    /// <returns>The segment as a compound: its files are the two that were written.</returns>
    public static SegmentInfo Write(IndexDirectory directory, SegmentInfo segment)
    {
        using var data = directory.CreateOutput(segment.FileName(DataExtension));
        using var entries = directory.CreateOutput(segment.FileName(EntriesExtension));
        CodecHeader.WriteIndexHeader(data, DataCodec, Version, segment.Id, "");
        CodecHeader.WriteIndexHeader(entries, EntriesCodec, Version, segment.Id, "");
        entries.WriteVInt(segment.Files.Count);
        foreach (var name in segment.Files.Order(StringComparer.Ordinal))
        {
            var start = data.Position;
            Copy(directory, name, segment.Id, data);
            entries.WriteString(EntryName(name));
            entries.WriteLong(start);
            entries.WriteLong(data.Position - start);
        }
        CodecHeader.WriteFooter(data);
        CodecHeader.WriteFooter(entries);
        return segment with { IsCompoundFile = true, Files = [.. FileNames(segment)] };
    }

    /// <summary>A file's name without its segment: <c>.fdt</c> of <c>_0.fdt</c>, <c>_Lucene84_0.doc</c> of <c>_0_Lucene84_0.doc</c>.</summary>
    public static string EntryName(string file) => file[IndexFileNames.SegmentOf(file).Length..];

    private static void Copy(IndexDirectory directory, string name, ReadOnlySpan<byte> id, IndexOutput data)
    {
        using var file = directory.OpenInput(name);
        CodecHeader.VerifyChecksum(file);
        CodecHeader.CheckIndexHeaderOfAnyCodec(file, id);
        const int Step = 1 << 20;
        for (long at = 0; at < file.Length; at += Step)
            data.WriteBytes(file.Slice(at, (int)Math.Min(Step, file.Length - at)));
    }
}
