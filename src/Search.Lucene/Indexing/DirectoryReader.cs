using Search.Lucene.Codecs;
using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// A snapshot of an index: the segments of one commit, or of a writer at one moment. Nothing that happens later changes it.
/// Immutable and thread-safe. Counted: begins with one reference; <see cref="Dispose"/> gives one back; the last closes the files.
/// </summary>
public sealed class DirectoryReader : IDisposable
{
    private readonly SegmentReader[] _leaves;
    private int _references = 1;

    private DirectoryReader(IndexDirectory directory, SegmentReader[] leaves, IReadOnlyDictionary<string, string> userData, long generation, long version)
    {
        Directory = directory;
        _leaves = leaves;
        UserData = userData;
        Generation = generation;
        Version = version;
        foreach (var leaf in leaves)
        {
            MaxDoc = checked(MaxDoc + leaf.MaxDoc);
            DocCount += leaf.DocCount;
        }
    }

    public IndexDirectory Directory { get; }

    /// <summary>The segments in the order of their document numbers.</summary>
    public IReadOnlyList<SegmentReader> Leaves => _leaves;

    /// <summary>Documents, deleted ones included: one more than the largest document number.</summary>
    public int MaxDoc { get; }

    /// <summary>Live documents.</summary>
    public int DocCount { get; }

    /// <summary>What was committed with the index, such as the ingest cursor; for a writer's reader that of the last commit.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>N of the <c>segments_N</c> file; for a writer's reader that of the last commit, -1 before the first.</summary>
    public long Generation { get; }

    /// <summary>Counts changes of the index.</summary>
    public long Version { get; }

    /// <summary>Opens the newest commit. Tries again when a writer replaces it meanwhile.</summary>
    /// <exception cref="IndexNotFoundException">There is no index.</exception>
    /// <exception cref="CorruptIndexException">A file is damaged.</exception>
    /// <exception cref="IndexFormatException">The index is of another codec or version.</exception>
    public static DirectoryReader Open(IndexDirectory directory) => SegmentInfos.OpenLatest(directory, infos => Open(directory, infos, []));

    /// <summary>
    /// A reader of the newest commit that shares with <paramref name="old"/> what has not changed, or null when <paramref name="old"/> is
    /// the newest. The old one stays open.
    /// </summary>
    public static DirectoryReader? OpenIfChanged(DirectoryReader old)
    {
        if (SegmentInfos.LatestGeneration(old.Directory) == old.Generation)
            return null;
        return SegmentInfos.OpenLatest(old.Directory, infos => Open(old.Directory, infos, old._leaves));
    }

    /// <summary>The stored fields of document <paramref name="doc"/>; with <paramref name="fields"/>, only those.</summary>
    public StoredDocument Document(int doc, IReadOnlySet<string>? fields = null)
    {
        var leaf = LeafOf(doc);
        return leaf.StoredFields.Document(doc - leaf.DocBase, fields);
    }

    /// <summary>The number in a document's column; null when it has none.</summary>
    public long? NumericValue(int doc, string field)
    {
        var leaf = LeafOf(doc);
        return leaf.NumericDocValues(field) is { } column && column.TryGet(doc - leaf.DocBase, out var value) ? value : null;
    }

    /// <summary>True when the document is not deleted.</summary>
    public bool IsLive(int doc)
    {
        var leaf = LeafOf(doc);
        return leaf.IsLive(doc - leaf.DocBase);
    }

    /// <summary>The segment that holds document <paramref name="doc"/>.</summary>
    public SegmentReader LeafOf(int doc)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)doc, (uint)MaxDoc, nameof(doc));
        var low = 0;
        var high = _leaves.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_leaves[middle].DocBase <= doc)
                low = middle;
            else
                high = middle - 1;
        }
        return _leaves[low];
    }

    /// <summary>One more user, who will call <see cref="Dispose"/>. Throws <see cref="ObjectDisposedException"/> when the reader is closed already.</summary>
    public void AddReference()
    {
        var count = Volatile.Read(ref _references);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (seen == count)
                return;
            count = seen;
        }
        throw new ObjectDisposedException(nameof(DirectoryReader));
    }

    /// <summary>Gives back one reference.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Release(_leaves);
    }

    /// <summary>Reads every file whole and compares its checksum. Throws <see cref="CorruptIndexException"/>.</summary>
    public void CheckIntegrity()
    {
        foreach (var leaf in _leaves)
            leaf.CheckIntegrity();
    }

    /// <summary>A reader over segments of a writer, whose references to their cores it takes over.</summary>
    internal static DirectoryReader OfWriter(IndexDirectory directory, SegmentReader[] leaves, SegmentInfos infos) =>
        new(directory, leaves, infos.UserData, infos.LastGeneration, infos.Version);

    private static DirectoryReader Open(IndexDirectory directory, SegmentInfos infos, SegmentReader[] old)
    {
        var leaves = new List<SegmentReader>(infos.Segments.Count);
        try
        {
            var docBase = 0;
            foreach (var segment in infos.Segments)
            {
                leaves.Add(OpenLeaf(directory, segment, old, docBase));
                docBase += segment.Info.MaxDoc;
            }
        }
        catch
        {
            Release(leaves);
            throw;
        }
        return new DirectoryReader(directory, [.. leaves], infos.UserData, infos.Generation, infos.Version);
    }

    private static SegmentReader OpenLeaf(IndexDirectory directory, SegmentCommitInfo segment, SegmentReader[] old, int docBase)
    {
        var live = LiveDocsFormat.Read(directory, segment);
        var known = Array.Find(old, leaf => leaf.Info.Info.Id.AsSpan().SequenceEqual(segment.Info.Id));
        var core = known is not null && known.Core.TryAddReference() ? known.Core : new SegmentCore(directory, segment.Info);
        return new SegmentReader(core, segment, live, segment.DocCount, docBase);
    }

    private static void Release(IEnumerable<SegmentReader> leaves)
    {
        foreach (var leaf in leaves)
            leaf.Core.Release();
    }
}
