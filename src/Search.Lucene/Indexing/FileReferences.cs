using Search.Lucene.Codecs;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// Counts who needs each file of an index (the last commit, the writer's segments) and deletes files that nobody needs. A file
/// that can't be deleted is tried again later: deleting never fails an operation. Not thread-safe.
/// </summary>
internal sealed class FileReferences(IndexDirectory directory)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undeleted = new(StringComparer.Ordinal);

    public void Add(IEnumerable<string> files)
    {
        foreach (var file in files)
            _counts[file] = _counts.GetValueOrDefault(file) + 1;
    }

    public void Release(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var count = _counts.GetValueOrDefault(file) - 1;
            if (count > 0)
            {
                _counts[file] = count;
            }
            else
            {
                _counts.Remove(file);
                Delete(file);
            }
        }
    }

    /// <summary>Deletes files that nobody needs; those that somebody needs stay.</summary>
    public void DeleteUnreferenced(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            if (!_counts.ContainsKey(file))
                Delete(file);
        }
    }

    /// <summary>Tries again what could not be deleted.</summary>
    public void RetryDeletes()
    {
        if (_undeleted.Count > 0)
            DeleteUnreferenced([.. _undeleted]);
    }

    /// <summary>Everything in the directory that looks like a file of an index: before a writer begins, what nobody needs of it is what a crash left behind.</summary>
    public IReadOnlyList<string> IndexFiles() => [.. directory.ListAll().Where(IsIndexFile)];

    /// <summary>Deletes a file; false when that fails.</summary>
    public static bool TryDelete(IndexDirectory directory, string file)
    {
        try
        {
            directory.DeleteFile(file);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Delete(string file)
    {
        if (TryDelete(directory, file))
            _undeleted.Remove(file);
        else
            _undeleted.Add(file);
    }

    /// <summary>Names that a writer makes: <c>_0.cfs</c>, <c>_0_1.liv</c>, <c>segments_1</c>, <c>pending_segments_1</c>.</summary>
    private static bool IsIndexFile(string name) =>
        IndexFileNames.SegmentsGeneration(name) >= 0
        || name.StartsWith(IndexFileNames.PendingSegments + "_", StringComparison.Ordinal)
        || (name.StartsWith('_') && name.Contains('.', StringComparison.Ordinal)
            && IndexFileNames.FromBase36(IndexFileNames.SegmentOf(name).AsSpan(1)) >= 0);
}
