using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>Passes everything to another directory and remembers which files were created through it and are not deleted: the files of one new segment.</summary>
internal sealed class TrackingDirectory(IndexDirectory inner) : IndexDirectory
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _created = new(StringComparer.Ordinal);

    /// <summary>Names of the files created here, in ordinal order.</summary>
    public IReadOnlyList<string> CreatedFiles
    {
        get
        {
            lock (_gate)
                return [.. _created.Order(StringComparer.Ordinal)];
        }
    }

    public override IReadOnlyList<string> ListAll() => inner.ListAll();

    public override long FileLength(string name) => inner.FileLength(name);

    public override bool FileExists(string name) => inner.FileExists(name);

    public override IndexOutput CreateOutput(string name)
    {
        lock (_gate)
            _created.Add(name);
        return inner.CreateOutput(name);
    }

    public override FileView OpenInput(string name) => inner.OpenInput(name);

    public override void DeleteFile(string name)
    {
        inner.DeleteFile(name);
        lock (_gate)
            _created.Remove(name);
    }

    public override void Sync(IEnumerable<string> names) => inner.Sync(names);

    public override void Rename(string source, string target) => inner.Rename(source, target);

    public override void SyncMetadata() => inner.SyncMetadata();

    public override IDisposable ObtainLock(string name) => inner.ObtainLock(name);
}
