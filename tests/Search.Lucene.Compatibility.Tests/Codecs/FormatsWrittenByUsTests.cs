using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Codecs;

public sealed class FormatsWrittenByUsTests
{
    [PeerFact(Peer.Lucene)]
    public void Real_Lucene_finds_nothing_wrong_with_separate_files()
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        SampleIndex.Write(directory, [1, 700, 9000], compound: false);
        var report = LucenePeer.Check(folder.Path);
        Assert.Contains("segments=3", report, StringComparison.Ordinal);
        Assert.Contains("3000 deleted docs", report, StringComparison.Ordinal);
    }

    [PeerFact(Peer.Lucene)]
    public void Real_Lucene_finds_nothing_wrong_with_compound_files()
    {
        using var folder = new TemporaryFolder();
        using var directory = new MMapDirectory(folder.Path);
        SampleIndex.Write(directory, [40, 2000], compound: true);
        LucenePeer.Check(folder.Path);
    }
}
