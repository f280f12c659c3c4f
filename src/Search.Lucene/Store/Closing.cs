namespace Search.Lucene.Store;

/// <summary>
/// Closes several files, each whatever becomes of the others: closing writes what is buffered, which fails on a full disk, and a file that stays open
/// keeps its room there after it was deleted.
/// </summary>
internal static class Closing
{
    /// <summary>Closes all, in order. Throws what the last of those that failed did.</summary>
    public static void All(params ReadOnlySpan<IDisposable?> files)
    {
        if (files.IsEmpty)
            return;
        try
        {
            files[0]?.Dispose();
        }
        finally
        {
            All(files[1..]);
        }
    }
}
