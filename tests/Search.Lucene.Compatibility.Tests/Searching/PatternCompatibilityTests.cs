using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Wildcards, regular expressions, fuzzy words and ranges of terms: the hits and float bits of real Lucene, whoever wrote the index.</summary>
public sealed class PatternCompatibilityTests
{
    private const string EnglishCorpus = "data/articles/reuters21578.jsonl.gz";
    private const string ArabicCorpus = "data/articles/almayadeen.jsonl.gz";

    public static TheoryData<string> Analyzers => ["standard", "arabic"];

    [Fact]
    public void There_are_more_than_two_hundred_queries() => Assert.InRange(PatternQueries.English.Length + PatternQueries.Arabic.Length, 200, 1_000);

    [PeerTheory(Peer.Lucene, Peer.SharedData)]
    [MemberData(nameof(Analyzers))]
    public void Our_index_gives_both_the_same_hits_and_scores(string analyzer)
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        PeerCorpus.Index(Corpus(analyzer), index, ramMegabytes: 0.5, max: 4_000, PeerSearch.Analyzer(analyzer));
        PeerSearch.AssertSameHits(index, Queries(folder, index, analyzer), folder, analyzer);
    }

    [PeerTheory(Peer.Lucene, Peer.SharedData)]
    [MemberData(nameof(Analyzers))]
    public void Lucenes_index_gives_both_the_same_hits_and_scores(string analyzer)
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        LucenePeer.Run("index", Shared.PathOf(Corpus(analyzer)), index, "-max", "4000", "-ram", "2", "-analyzer", analyzer);
        PeerSearch.AssertSameHits(index, Queries(folder, index, analyzer), folder, analyzer);
    }

    private static string Corpus(string analyzer) => analyzer == "arabic" ? ArabicCorpus : EnglishCorpus;

    /// <summary>Those written by hand, and 300 random ones over the index's words.</summary>
    private static string Queries(TemporaryFolder folder, string index, string analyzer)
    {
        using var directory = new MMapDirectory(index);
        using var reader = DirectoryReader.Open(directory);
        var file = folder.File("queries.txt");
        var random = new RandomPatternQueries(reader, seed: 5).Take(300);
        File.WriteAllLines(file, (analyzer == "arabic" ? PatternQueries.Arabic : PatternQueries.English).Concat(random).Select(query => "pattern\t" + query));
        return file;
    }
}
