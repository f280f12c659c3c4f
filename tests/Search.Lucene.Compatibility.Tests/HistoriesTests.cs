using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Store;
using Search.Testing;
using Search.Testing.Model;
using Xunit.Abstractions;

namespace Search.Lucene.Compatibility.Tests;

/// <summary>Random histories of a writer, with merges, deletions, failures and power cuts: real Lucene's CheckIndex finds every commit of them clean.</summary>
public sealed class HistoriesTests(ITestOutputHelper output)
{
    private const int FirstSeed = 40_000;
    private const int Rounds = 40;

    [PeerFact(Peer.Lucene)]
    public void Every_commit_of_every_history_is_clean_to_real_Lucene()
    {
        using var root = new TemporaryFolder();
        var (commits, powerCuts) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            using var round = new ModelRound(seed) { Witness = directory => commits += Copy(directory, root.File($"{commits:00000}-{seed}")) };
            round.Run();
            powerCuts += round.Counts.PowerCuts;
        }
        output.WriteLine($"{commits} commits of {Rounds} histories from seed {FirstSeed}, {powerCuts} power cuts");
        Assert.True(commits > Rounds * 5 && powerCuts > Rounds / 2, $"{commits} commits, {powerCuts} power cuts");
        AssertAllClean(root.Path, commits);
    }

    /// <summary>Copies the files of the last commit; 0 where there is none yet.</summary>
    private static int Copy(IndexDirectory directory, string folder)
    {
        if (SegmentInfos.LatestGeneration(directory) < 0)
            return 0;
        using var copy = new MMapDirectory(folder);
        foreach (var name in SegmentInfos.ReadLatest(directory).Files())
        {
            using var file = directory.OpenInput(name);
            using var written = copy.CreateOutput(name);
            written.WriteBytes(file.Slice(0, (int)file.Length));
        }
        return 1;
    }

    private static void AssertAllClean(string root, int count)
    {
        var said = LucenePeer.RunJava("CheckAll.java", root);
        Assert.True(said.TrimEnd().EndsWith(string.Create(CultureInfo.InvariantCulture, $"CLEAN {count} of {count}"), StringComparison.Ordinal), said);
    }
}
