using System.Globalization;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public sealed class SearchCostTests : IDisposable
{
    private readonly MemoryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Ten_hits_with_passages_do_not_cost_a_stream_each()
    {
        Write(10);
        using var searcher = new ArticleSearcher(_directory, TimeProvider.System);
        var first = searcher.Search(new SearchRequest("fighters"));
        searcher.Search(new SearchRequest("fighters"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = searcher.Search(new SearchRequest("fighters"));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(10, again.Hits.Count);
        Assert.Equal(first.Hits.SelectMany(hit => hit.Passages).Select(passage => passage.Text), again.Hits.SelectMany(hit => hit.Passages).Select(passage => passage.Text));
        Assert.All(again.Hits, hit => Assert.NotEmpty(hit.Passages.SelectMany(passage => passage.Ranges)));
        Assert.True(allocated < 600_000, $"{allocated} bytes for a search");
    }

    [Fact]
    public void A_damaged_index_is_damaged_at_the_next_search_too()
    {
        Write(1);
        using (var damage = _directory.CreateOutput("segments_7"))
            damage.WriteBytes(new byte[64]);
        using var searcher = new ArticleSearcher(_directory, TimeProvider.System);
        Assert.ThrowsAny<IOException>(() => searcher.Search(new SearchRequest("fighters")));
        Assert.ThrowsAny<IOException>(() => searcher.Search(new SearchRequest("fighters")));
    }

    private void Write(int articles)
    {
        using var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer));
        for (var number = 0; number < articles; number++)
        {
            writer.AddDocument(ArticleSchema.ToDocument(new ArticleText
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"id-{number}"),
                Seq = number + 1,
                Title = "The fighter",
                Body = "A fighter came to the town. Others followed.",
                Language = "en",
                Seen = DateTimeOffset.UnixEpoch,
            }));
        }
        writer.Commit(ArticleSchema.Stamp());
    }
}
