using Search.Lucene.Codecs.Commits;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs;

/// <summary>
/// A commit: the segments of an index and the user data, as a <c>segments_N</c> file holds them. New: empty, generation -1.
/// Committing has two phases: <see cref="PrepareCommit"/> writes and syncs <c>pending_segments_N</c>; <see cref="FinishCommit"/>
/// makes it the index's newest commit by an atomic rename. Mutable; not thread-safe.
/// </summary>
public sealed class SegmentInfos
{
    private readonly List<SegmentCommitInfo> _segments = [];
    private bool _pending;

    /// <summary>N of the last <c>segments_N</c> that was read or written or tried, or -1.</summary>
    public long Generation { get; internal set; } = -1;

    /// <summary>N of the last <c>segments_N</c> that was read or finished, or -1.</summary>
    public long LastGeneration { get; internal set; } = -1;

    /// <summary>Number that names the next segment.</summary>
    public long Counter { get; set; }

    /// <summary>Counts changes of the index.</summary>
    public long Version { get; set; }

    /// <summary>Major version of the Lucene that created the index.</summary>
    public int CreatedVersionMajor { get; internal set; } = LuceneVersion.Current.Major;

    /// <summary>16 random bytes of the commit that was read or written last; empty before.</summary>
    public byte[] Id { get; internal set; } = [];

    /// <summary>What the caller keeps with the commit, such as the ingest cursor.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The segments in document order; may be changed between commits.</summary>
    public IList<SegmentCommitInfo> Segments => _segments;

    /// <summary>Documents of all segments, deleted ones included.</summary>
    public long MaxDoc
    {
        get
        {
            var sum = 0L;
            foreach (var segment in _segments)
                sum += segment.Info.MaxDoc;
            return sum;
        }
    }

    /// <summary>Name of the <c>segments_N</c> file that was read or finished last, or null.</summary>
    public string? FileName => LastGeneration < 0 ? null : IndexFileNames.SegmentsFile(LastGeneration);

    /// <summary>The newest commit. Tries again when another process replaces it while it is being read.</summary>
    /// <exception cref="IndexNotFoundException">There is none.</exception>
    public static SegmentInfos ReadLatest(IndexDirectory directory) => OpenLatest(directory, infos => infos);

    /// <summary>The newest commit, or null where there is none.</summary>
    public static SegmentInfos? TryReadLatest(IndexDirectory directory) =>
        LatestGeneration(directory) < 0 ? null : ReadLatest(directory);

    /// <summary>
    /// Hands the newest commit to <paramref name="open"/>. When reading or opening fails and there is a newer commit by then (whose writer
    /// deleted files of the older), tries again with that.
    /// </summary>
    public static T OpenLatest<T>(IndexDirectory directory, Func<SegmentInfos, T> open)
    {
        var generation = LatestGeneration(directory);
        while (true)
        {
            if (generation < 0)
                throw new IndexNotFoundException("there is no index here: no segments_N file");
            try
            {
                return open(Read(directory, IndexFileNames.SegmentsFile(generation)));
            }
            catch (IOException)
            {
                var newest = LatestGeneration(directory);
                if (newest <= generation)
                    throw;
                generation = newest;
            }
        }
    }

    /// <summary>The commit in the file <paramref name="name"/> (<c>segments_N</c>), with the .si file of each segment.</summary>
    public static SegmentInfos Read(IndexDirectory directory, string name) => CommitFormat.Read(directory, name);

    /// <summary>Highest N of the <c>segments_N</c> files, or -1.</summary>
    public static long LatestGeneration(IndexDirectory directory)
    {
        var latest = -1L;
        foreach (var name in directory.ListAll())
            latest = Math.Max(latest, IndexFileNames.SegmentsGeneration(name));
        return latest;
    }

    /// <summary>A name for a new segment: <c>_0</c>, <c>_1</c> … in base 36.</summary>
    public string NewSegmentName()
    {
        Version++;
        return "_" + IndexFileNames.ToBase36(Counter++);
    }

    /// <summary>Every file that this commit needs; the <c>segments_N</c> itself where it is finished.</summary>
    public IReadOnlyCollection<string> Files()
    {
        var files = new SortedSet<string>(_segments.SelectMany(segment => segment.Files()), StringComparer.Ordinal);
        if (FileName is { } name)
            files.Add(name);
        return files;
    }

    /// <summary>
    /// Writes and syncs <c>pending_segments_N</c> of the next generation and returns its name. The segments' own files must have been synced.
    /// On failure nothing is pending and the half-written file is removed.
    /// </summary>
    public string PrepareCommit(IndexDirectory directory)
    {
        if (_pending)
            throw new InvalidOperationException("a commit is prepared already: finish it or roll it back");
        Generation = Generation < 0 ? 1 : Generation + 1;
        var name = IndexFileNames.PendingSegmentsFile(Generation);
        try
        {
            CommitFormat.Write(directory, name, this);
            directory.Sync([name]);
            directory.SyncMetadata();
        }
        catch
        {
            DeleteQuietly(directory, name);
            throw;
        }
        _pending = true;
        return name;
    }

    /// <summary>
    /// Renames the pending file to <c>segments_N</c>, syncs the folder, and returns the name. On failure the commit is rolled back: the
    /// commit before it is the newest again.
    /// </summary>
    public string FinishCommit(IndexDirectory directory)
    {
        if (!_pending)
            throw new InvalidOperationException("no commit is prepared");
        var name = IndexFileNames.SegmentsFile(Generation);
        var renamed = false;
        try
        {
            directory.Rename(IndexFileNames.PendingSegmentsFile(Generation), name);
            renamed = true;
            directory.SyncMetadata();
        }
        catch
        {
            if (renamed)
                DeleteQuietly(directory, name);
            Rollback(directory);
            throw;
        }
        _pending = false;
        LastGeneration = Generation;
        return name;
    }

    /// <summary>Gives up a prepared commit; nothing happens when there is none. The generation stays used.</summary>
    public void Rollback(IndexDirectory directory)
    {
        if (!_pending)
            return;
        _pending = false;
        DeleteQuietly(directory, IndexFileNames.PendingSegmentsFile(Generation));
    }

    /// <summary>A copy that shares only immutable parts, without a pending commit.</summary>
    public SegmentInfos Clone()
    {
        var copy = new SegmentInfos
        {
            Generation = Generation,
            LastGeneration = LastGeneration,
            Counter = Counter,
            Version = Version,
            CreatedVersionMajor = CreatedVersionMajor,
            Id = Id,
            UserData = UserData,
        };
        copy._segments.AddRange(_segments);
        return copy;
    }

    private static void DeleteQuietly(IndexDirectory directory, string name)
    {
        try
        {
            directory.DeleteFile(name);
        }
        catch (IOException)
        {
            // What made us give up matters more; a left-over pending file is ignored by readers and removed by the next writer.
        }
        catch (UnauthorizedAccessException)
        {
            // As above.
        }
    }
}
