using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Searching;

/// <summary>Queries of ten thousand clauses: no limit refuses them, they find what looking at each document finds, and a time limit ends them.</summary>
public sealed class ManyClausesTests : IDisposable
{
    private const int Clauses = 10_000;
    private const int Vocabulary = 14_000;
    private const int Documents = 1_500;

    private readonly MemoryDirectory _directory = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public ManyClausesTests()
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(WordAnalyzer.Instance) { MergePolicy = MergePolicy.None }))
        {
            for (var doc = 0; doc < Documents; doc++)
            {
                writer.AddDocument(new Document().Add(Field.Text("body", string.Join(' ', Words(doc).Select(Word)), stored: false)));
                if (doc % 600 == 599)
                    writer.Flush();
            }
            writer.Commit();
        }
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Any_of_them_may_match()
    {
        var query = BooleanQuery.Any(Terms());
        var best = _searcher.Search(query, 10);
        Assert.Equal(_searcher.Search(query, 10, new SearchOptions { Exhaustive = true }).Hits, best.Hits);
        Assert.Equal(Enumerable.Range(0, Documents).Count(doc => Words(doc).Any(word => word < Clauses)), _searcher.Count(query));
    }

    [Fact]
    public void Words_that_count_by_their_best_place_take_no_window_each()
    {
        var terms = Terms().Take(2_000).ToArray();
        var places = BooleanQuery.Any(terms.Chunk(2).Select(pair => new DisjunctionMaxQuery(pair, 0.3f)));
        Assert.Equal(_searcher.Search(places, 10, new SearchOptions { Exhaustive = true }).Hits, _searcher.Search(places, 10).Hits);
        Assert.InRange(Allocated(places), 0, 2 * Allocated(BooleanQuery.Any(terms)));
    }

    [Fact]
    public void So_many_of_them_must_match()
    {
        var query = BooleanQuery.Of(Terms().Select(term => new BooleanClause(term, Occur.Should)), minimumShouldMatch: 5);
        Assert.Equal(Enumerable.Range(0, Documents).Count(doc => Words(doc).Count(word => word < Clauses) >= 5), _searcher.Count(query));
        Assert.Equal(0, _searcher.Count(BooleanQuery.All(Terms())));
    }

    [Fact]
    public void None_of_them_may_match()
    {
        var query = BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), .. Terms().Select(term => new BooleanClause(term, Occur.MustNot))]);
        Assert.Equal(Enumerable.Range(0, Documents).Count(doc => Words(doc).All(word => word >= Clauses)), _searcher.Count(query));
    }

    [Fact]
    public void A_time_limit_ends_them_and_says_so()
    {
        var answer = _searcher.Search(BooleanQuery.Any(Terms()), 10, new SearchOptions { TimeLimit = TimeSpan.Zero });
        Assert.True(answer.Partial);
    }

    /// <summary>Bytes that the first search of a snapshot allocates.</summary>
    private long Allocated(Query query)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        new IndexSearcher(_reader).Search(query, 10);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IEnumerable<TermQuery> Terms() => Enumerable.Range(0, Clauses).Select(number => new TermQuery("body", Word(number)));

    /// <summary>The words of a document: a few to ten, different ones, spread over the vocabulary.</summary>
    private static IEnumerable<int> Words(int doc)
    {
        var random = new Random(doc);
        return Enumerable.Range(0, random.Next(1, 11)).Select(_ => random.Next(Vocabulary)).Distinct();
    }

    private static string Word(int number) => "n" + number.ToString(CultureInfo.InvariantCulture);
}
