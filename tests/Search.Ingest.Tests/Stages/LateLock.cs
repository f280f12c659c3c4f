using Search.Lucene.Store;

namespace Search.Ingest.Tests.Stages;

/// <summary>Another directory, where something happens just before the lock is taken. Does not own it.</summary>
internal sealed class LateLock(IndexDirectory inner) : IndexDirectory
{
    public Func<Task> BeforeLock { get; set; } = () => Task.CompletedTask;

    public override IReadOnlyList<string> ListAll() => inner.ListAll();

    public override long FileLength(string name) => inner.FileLength(name);

    public override bool FileExists(string name) => inner.FileExists(name);

    public override IndexOutput CreateOutput(string name) => inner.CreateOutput(name);

    public override FileView OpenInput(string name) => inner.OpenInput(name);

    public override void DeleteFile(string name) => inner.DeleteFile(name);

    public override void Sync(IEnumerable<string> names) => inner.Sync(names);

    public override void Rename(string source, string target) => inner.Rename(source, target);

    public override void SyncMetadata() => inner.SyncMetadata();

    public override IDisposable ObtainLock(string name)
    {
        Task.Run(BeforeLock).GetAwaiter().GetResult();
        return inner.ObtainLock(name);
    }
}
