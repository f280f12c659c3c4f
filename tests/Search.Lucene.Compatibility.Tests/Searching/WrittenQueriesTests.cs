using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Every kind of query that the classic parser knows, written by hand: the counts, hits and float bits of real Lucene, whoever wrote the index.</summary>
public sealed class WrittenQueriesTests
{
    private const int Articles = 3_000;

    /// <summary>Corpus and analyzer: each set of queries with stems and without.</summary>
    public static TheoryData<string, string> Corpora => new()
    {
        { "reuters21578", "standard" },
        { "allsides", "english" },
        { "almayadeen", "arabic" },
        { "saudinewsnet", "standard" },
    };

    [Fact]
    public void There_are_five_hundred_of_each_language_and_none_twice()
    {
        Assert.InRange(WrittenQueries.English.Length, 500, 5_000);
        Assert.InRange(WrittenQueries.Arabic.Length, 500, 5_000);
        Assert.All([WrittenQueries.English, WrittenQueries.Arabic], queries => Assert.Equal(queries.Length, queries.DistinctBy(query => query.Text).Count()));
    }

    [PeerTheory(Peer.Lucene, Peer.SharedData)]
    [MemberData(nameof(Corpora))]
    public void Our_index_gives_both_the_same_hits_and_scores(string corpus, string analyzer)
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        PeerCorpus.Index(PathOf(corpus), index, ramMegabytes: 1, Articles, PeerSearch.Analyzer(analyzer));
        LucenePeer.Check(index);
        PeerSearch.AssertSameHits(index, Queries(folder, index, corpus), folder, analyzer);
    }

    [PeerTheory(Peer.Lucene, Peer.SharedData)]
    [MemberData(nameof(Corpora))]
    public void Lucenes_index_gives_both_the_same_hits_and_scores(string corpus, string analyzer)
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        LucenePeer.Run("index", Shared.PathOf(PathOf(corpus)), index, "-max", $"{Articles}", "-ram", "2", "-analyzer", analyzer);
        PeerSearch.AssertSameHits(index, Queries(folder, index, corpus), folder, analyzer);
    }

    private static string PathOf(string corpus) => $"data/articles/{corpus}.jsonl.gz";

    /// <summary>Those written by hand for the corpus's language, and 300 random patterns over the index's words.</summary>
    private static string Queries(TemporaryFolder folder, string index, string corpus)
    {
        using var directory = new MMapDirectory(index);
        using var reader = DirectoryReader.Open(directory);
        var file = folder.File("queries.txt");
        var written = corpus is "almayadeen" or "saudinewsnet" ? WrittenQueries.Arabic : WrittenQueries.English;
        var random = new RandomPatternQueries(reader, seed: 5).Take(300);
        File.WriteAllLines(file, written.Select(query => $"{query.Class}\t{query.Text}").Concat(random.Select(query => "random\t" + query)));
        return file;
    }
}
