using Search.Benchmarks.Corpora;
using Search.Benchmarks.Verbs;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Percolation;
using Search.Queries.Articles;
using Search.Queries.Classic;
using Search.Queries.Searching;

namespace Search.Benchmarks.Allocations;

/// <summary>What one operation of each kind allocates, in bytes, on the thread that calls. By name.</summary>
internal static class AllocationCases
{
    private const int Articles = 1_000;
    private const int Rounds = 3;
    private const int Queries = 200;

    public static SortedDictionary<string, long> Measure()
    {
        var made = new MadeArticles(Articles);
        var bytes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var ofPeer = made.OfPeer;
        var analyzer = PeerSchema.Analyzer("standard");
        bytes["analyse an article"] = Least(Articles, () => AnalyzeVerb.CountTokens(ofPeer, analyzer));
        bytes["index an article in the fields of the peer"] = Least(Articles, () => Index(analyzer, ofPeer.Select(article => PeerSchema.ToDocument(article))).Dispose());
        bytes["index an article"] = Least(Articles, () => Index(ArticleSchema.Analyzer, made.Texts.Select(ArticleSchema.ToDocument)).Dispose());
        AddQueries(bytes, ofPeer);
        AddSearches(bytes, made);
        AddMatching(bytes, made);
        return bytes;
    }

    /// <summary>The least of some rounds after one that is not counted, divided by operations.</summary>
    private static long Least(int operations, Action work)
    {
        work();
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }) / operations;
    }

    private static MemoryDirectory Index(Analysis.Analyzer analyzer, IEnumerable<Document> documents)
    {
        var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer) { MergeThreads = 0 });
        foreach (var document in documents)
            writer.AddDocument(document);
        writer.Commit(ArticleSchema.Stamp());
        return directory;
    }

    private static void AddQueries(SortedDictionary<string, long> bytes, IReadOnlyList<CorpusArticle> articles)
    {
        var analyzer = PeerSchema.Analyzer("standard");
        using var directory = Index(analyzer, articles.Select(article => PeerSchema.ToDocument(article)));
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        var parser = new ClassicQueryParser("body", analyzer);
        foreach (var (name, text) in Shapes())
        {
            bytes[$"query: {name}"] = Least(Queries, () =>
            {
                for (var i = 0; i < Queries; i++)
                    searcher.Search(parser.Parse(text(i)), 10);
            });
        }
    }

    private static IEnumerable<(string Name, Func<int, string> Text)> Shapes() =>
    [
        ("term", i => MadeArticles.Word(i)),
        ("and", i => $"+{MadeArticles.Word(i)} +{MadeArticles.Word(i + 7)}"),
        ("or", i => $"{MadeArticles.Word(i)} {MadeArticles.Word(i + 7)}"),
        ("phrase", i => $"\"{MadeArticles.Word(i % 20)} {MadeArticles.Word(i / 20)}\""),
        ("sloppy phrase", i => $"\"{MadeArticles.Word(i % 20)} {MadeArticles.Word(i / 20)}\"~4"),
        ("prefix", i => $"{MadeArticles.Word(i)[..2]}*"),
    ];

    private static void AddSearches(SortedDictionary<string, long> bytes, MadeArticles made)
    {
        using var directory = Index(ArticleSchema.Analyzer, made.Texts.Select(ArticleSchema.ToDocument));
        using var searcher = new ArticleSearcher(directory, TimeProvider.System);
        bytes["search with passages"] = Least(Queries, () =>
        {
            for (var i = 0; i < Queries; i++)
                searcher.Search(new SearchRequest(MadeArticles.Word(i)) { Top = 10 });
        });
    }

    private static void AddMatching(SortedDictionary<string, long> bytes, MadeArticles made)
    {
        var parser = new ClassicQueryParser("body", ArticleSchema.Analyzer);
        var percolator = new Percolator(ArticleSchema.Analyzer);
        for (var i = 0; i < 1_000; i++)
            percolator.Register(i, parser.Parse($"+{MadeArticles.Word(i)} +{MadeArticles.Word(i + 7)}"));
        var matcher = percolator.Snapshot().CreateMatcher();
        var documents = made.Texts.Select(ArticleSchema.ToDocument).ToList();
        bytes["match an article against 1,000 queries"] = Least(Articles, () =>
        {
            foreach (var document in documents)
                matcher.Match(document);
        });
    }
}
