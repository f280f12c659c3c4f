using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>Takes files and keeps nothing, so that what a writer allocates can be measured alone.</summary>
internal sealed class DiscardingDirectory : IndexDirectory
{
    public override IReadOnlyList<string> ListAll() => [];

    public override long FileLength(string name) => throw new FileNotFoundException(name);

    public override bool FileExists(string name) => false;

    public override IndexOutput CreateOutput(string name) => new DiscardingOutput(name);

    public override FileView OpenInput(string name) => throw new FileNotFoundException(name);

    public override void DeleteFile(string name)
    {
    }

    public override void Sync(IEnumerable<string> names)
    {
    }

    public override void Rename(string source, string target)
    {
    }

    public override void SyncMetadata()
    {
    }

    public override IDisposable ObtainLock(string name) => throw new NotSupportedException("nothing is locked here");
}
