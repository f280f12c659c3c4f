using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>A file of <see cref="DiscardingDirectory"/>.</summary>
internal sealed class DiscardingOutput(string name) : IndexOutput(name)
{
    protected override void WriteToFile(ReadOnlySpan<byte> bytes)
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
