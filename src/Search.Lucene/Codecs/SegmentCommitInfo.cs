using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Codecs.Segments;

namespace Search.Lucene.Codecs;

/// <summary>A segment as one commit sees it: with its deletions. Immutable.</summary>
public sealed record SegmentCommitInfo(SegmentInfo Info)
{
    private static readonly Dictionary<int, IReadOnlyCollection<string>> NoUpdates = [];

    /// <summary>Generation of the live docs file, or -1 without deletions.</summary>
    public long DelGen { get; init; } = -1;

    /// <summary>Documents deleted.</summary>
    public int DelCount { get; init; }

    /// <summary>Documents soft-deleted, a feature of Lucene that this library keeps but doesn't use.</summary>
    public int SoftDelCount { get; init; }

    /// <summary>Generation of updated field infos, or -1: this library reads no others.</summary>
    public long FieldInfosGen { get; init; } = -1;

    /// <summary>Generation of updated doc values, or -1: this library reads no others.</summary>
    public long DocValuesGen { get; init; } = -1;

    /// <summary>16 random bytes that change whenever this changes, so far as recorded.</summary>
    public byte[]? Id { get; init; } = SegmentInfo.NewId();

    /// <summary>Files of updated field infos.</summary>
    public IReadOnlyCollection<string> FieldInfosFiles { get; init; } = [];

    /// <summary>Files of updated doc values by field number.</summary>
    public IReadOnlyDictionary<int, IReadOnlyCollection<string>> DocValuesUpdateFiles { get; init; } = NoUpdates;

    public bool HasDeletions => DelGen != -1;

    /// <summary>Live documents.</summary>
    public int DocCount => Info.MaxDoc - DelCount;

    /// <summary>The same segment with one more generation of live docs, and a new id.</summary>
    public SegmentCommitInfo WithDeletes(int delCount) =>
        this with { DelGen = NextDelGen, DelCount = delCount, Id = SegmentInfo.NewId() };

    /// <summary>Generation for the next live docs file.</summary>
    public long NextDelGen => DelGen == -1 ? 1 : DelGen + 1;

    /// <summary>Every file that this view of the segment needs, the live docs included.</summary>
    public IReadOnlyCollection<string> Files()
    {
        var files = new SortedSet<string>(Info.Files, StringComparer.Ordinal) { SegmentInfoFormat.FileName(Info.Name) };
        if (HasDeletions)
            files.Add(LiveDocsFormat.FileName(this));
        files.UnionWith(FieldInfosFiles);
        foreach (var names in DocValuesUpdateFiles.Values)
            files.UnionWith(names);
        return files;
    }
}
