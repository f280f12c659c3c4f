namespace Search.Lucene.Store;

/// <summary>
/// A flat folder of write-once files. Names are Lucene's (<c>_0.doc</c>, <c>segments_1</c>). Implementations are thread-safe.
/// A file is created, written from start to end, closed, made durable by <see cref="Sync"/>, and never changed again.
/// </summary>
public abstract class IndexDirectory : IDisposable
{
    private const int CopyBytes = 1 << 20;

    /// <summary>Names of all files, sorted by ordinal.</summary>
    public abstract IReadOnlyList<string> ListAll();

    /// <summary>Length in bytes. Throws <see cref="FileNotFoundException"/> with the name.</summary>
    public abstract long FileLength(string name);

    public abstract bool FileExists(string name);

    /// <summary>A new file, open for writing. Throws <see cref="IOException"/> when the name is taken.</summary>
    public abstract IndexOutput CreateOutput(string name);

    /// <summary>A read-only view of a whole file. Throws <see cref="FileNotFoundException"/> with the name.</summary>
    public abstract FileView OpenInput(string name);

    /// <summary>Removes a file; no error when it is gone already. Open views of it stay readable.</summary>
    public abstract void DeleteFile(string name);

    /// <summary>Makes the contents of these files durable (fsync).</summary>
    public abstract void Sync(IEnumerable<string> names);

    /// <summary>Renames atomically; the target must not exist.</summary>
    public abstract void Rename(string source, string target);

    /// <summary>
    /// Takes a file out of another directory, under the same name, which must be free here. Not durable before <see cref="Sync"/> and
    /// <see cref="SyncMetadata"/>; killed half-way, one of both has the whole file.
    /// </summary>
    public virtual void MoveIn(IndexDirectory from, string name)
    {
        using (var source = from.OpenInput(name))
        using (var copy = CreateOutput(name))
        {
            for (var at = 0L; at < source.Length; at += CopyBytes)
                copy.WriteBytes(source.Slice(at, (int)Math.Min(CopyBytes, source.Length - at)));
        }
        from.DeleteFile(name);
    }

    /// <summary>Makes creations, renames and deletions durable (fsync of the folder).</summary>
    public abstract void SyncMetadata();

    /// <summary>Takes the exclusive writer lock <paramref name="name"/> (Lucene's <c>write.lock</c>), released by disposal. Throws <see cref="LockHeldException"/> naming the owner.</summary>
    public abstract IDisposable ObtainLock(string name);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
