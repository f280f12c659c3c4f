using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>We and real Lucene search the same index, whoever wrote it, and give the same counts, documents and float bits.</summary>
public sealed class SearchCompatibilityTests
{
    /// <summary>Shapes of boolean queries that decide where sums are rounded, over words of the wires of 1987.</summary>
    private static readonly string[] Shapes =
    [
        "+oil price", "+oil price -opec", "oil price -opec", "+oil +price crude barrel", "+(oil crude) +(price barrel)", "+(oil crude) price",
        "(oil AND price) OR (crude AND barrel)", "oil (price (crude barrel))", "oil oil price", "oil^2 price", "oil^2.5 oil^3 price^0.1",
        "(oil price)^3 crude", "oil^0 price", "+oil^0 +price", "+oil +oil +price", "\"oil price\" crude", "+\"oil price\" crude^2",
        "+\"crude oil\" -\"oil price\"", "\"crude oil price\"", "\"oil price\"~3 barrel", "\"price oil\"~2", "\"oil crude oil\"~4", "\"the the\"",
        "\"of the\" dlrs", "+dlrs +mln +said", "dlrs mln said", "the of to in", "+the +of", "the -of", "said reuter", "pri* oil", "+pri* +oil",
        "+a* oil", "pri*^2 oil", "-oil", "*:*", "+*:* -oil", "*:* oil", "oil AND NOT opec OR barrel", "nosuchword", "+oil +nosuchword",
        "oil nosuchword", "\"oil nosuchword\"", "title:oil body:oil", "+title:oil price", "source:none oil", "+(+oil price) +(barrel -opec)",
        "((oil)) ((price))", "+(-oil) price", "trade japan deficit surplus tariffs yen dollar exports imports semiconductor",
        "+trade +(japan deficit surplus tariffs yen dollar exports imports semiconductor)",
    ];

    [PeerFact(Peer.Lucene, Peer.SharedData, Peer.Python)]
    public void Lucenes_index_of_many_segments_gives_us_its_hits_and_scores()
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        LucenePeer.Run("index", Shared.PathOf("data/articles/reuters21578.jsonl.gz"), index, "-max", "6000", "-ram", "0.5");
        PeerSearch.AssertSameHits(index, Queries(folder, "data/articles/reuters21578.jsonl.gz", 300, alerts: true), folder);
    }

    [PeerFact(Peer.Lucene, Peer.SharedData, Peer.Python)]
    public void Our_index_of_many_segments_gives_Lucene_our_hits_and_scores()
    {
        using var folder = new TemporaryFolder();
        var index = folder.File("index");
        PeerCorpus.Index("data/articles/reuters21578.jsonl.gz", index, ramMegabytes: 0.5, max: 6000);
        LucenePeer.Check(index);
        PeerSearch.AssertSameHits(index, Queries(folder, "data/articles/reuters21578.jsonl.gz", 300, alerts: true), folder);
    }

    [PeerFact(Peer.Lucene, Peer.SharedData, Peer.Python)]
    public void Both_index_the_fakes_alike()
    {
        using var folder = new TemporaryFolder();
        var (ours, theirs) = (folder.File("ours"), folder.File("theirs"));
        PeerCorpus.Index("data/articles/fakes.jsonl.gz", ours, ramMegabytes: 64);
        LucenePeer.Run("index", Shared.PathOf("data/articles/fakes.jsonl.gz"), theirs);
        var queries = Queries(folder, "data/articles/fakes.jsonl.gz", 300, alerts: true);
        Assert.Equal(PeerSearch.AssertSameHits(ours, queries, folder).Select(hits => hits.ToString()), PeerSearch.AssertSameHits(theirs, queries, folder).Select(hits => hits.ToString()));
    }

    [PeerFact(Peer.Lucene, Peer.SharedData, Peer.Python)]
    public void A_thousand_queries_on_all_of_allsides_agree_on_our_index_and_on_Lucenes()
    {
        const string Corpus = "data/articles/allsides.jsonl.gz";
        using var folder = new TemporaryFolder();
        var (ours, theirs) = (folder.File("ours"), folder.File("theirs"));
        var queries = Queries(folder, Corpus, 1000);
        PeerCorpus.Index(Corpus, ours, ramMegabytes: 2);
        LucenePeer.Check(ours);
        PeerSearch.AssertSameHits(ours, queries, folder);
        LucenePeer.Run("index", Shared.PathOf(Corpus), theirs);
        PeerSearch.AssertSameHits(theirs, queries, folder);
    }

    /// <summary>Those that the peers' generator makes of the corpus's words: searches and, where <paramref name="alerts"/> are asked for, its kinds of saved queries.</summary>
    private static string Queries(TemporaryFolder folder, string corpus, int count, bool alerts = false)
    {
        var file = folder.File("queries.txt");
        string[][] kinds = alerts ? [["--search"], [], ["--sparse"], ["--selective"]] : [["--search"]];
        File.WriteAllLines(file, kinds.SelectMany(kind => Generated(corpus, count, kind)).Concat(Shapes.Select(shape => "shape\t" + shape)));
        return file;
    }

    /// <summary>CLASS TAB QUERY lines of one kind; all classes of that kind are among them.</summary>
    private static string[] Generated(string corpus, int count, string[] kind)
    {
        var lines = GeneratedQueries.Of(corpus, count, kind);
        string[] classes = kind is ["--search"] ? ["and2", "or2", "or4", "phrase", "prefix", "slop", "term"] : ["and", "andnot", "orand", "phrase", "prefix", "rare", "slop"];
        Assert.Equal(classes, lines.Select(line => line.Split('\t')[0]).Distinct().Order(StringComparer.Ordinal));
        return lines;
    }
}
