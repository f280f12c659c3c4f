using System.Globalization;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public sealed class ArticleSearcherTests : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private readonly SteppedTime _time = new();
    private readonly ArticleSearcher _searcher;

    public ArticleSearcherTests() => _searcher = new ArticleSearcher(_directory, _time);

    public void Dispose()
    {
        _searcher.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Without_an_index_the_answer_says_so()
    {
        var answer = _searcher.Search(new SearchRequest("Lebanon"));
        Assert.Empty(answer.Hits);
        Assert.Equal(0, answer.Total);
        Assert.Contains("no index yet", Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Equal((0, 0L), (_searcher.Articles, _searcher.Cursor));
    }

    [Fact]
    public void An_index_that_comes_later_is_found_at_once()
    {
        Assert.Empty(_searcher.Search(new SearchRequest("Lebanon")).Hits);
        Write(7, ArticleIndex.Article("a", "Lebanon"));
        Assert.Equal("a", Find("Lebanon"));
        Assert.Equal((1, 7L), (_searcher.Articles, _searcher.Cursor));
    }

    [Fact]
    public void Commits_are_followed_and_looked_for_no_oftener_than_promised()
    {
        Write(1, ArticleIndex.Article("a", "Lebanon"));
        Assert.Equal("a", Find("Lebanon"));

        Write(2, ArticleIndex.Article("b", "Lebanon"));
        Assert.Equal("a", Find("Lebanon"));

        _time.Advance(ArticleSearcher.LookInterval);
        Assert.Equal("ab", Find("Lebanon"));
        Assert.Equal(2, _searcher.Cursor);
    }

    [Fact]
    public void An_update_replaces_and_a_deletion_removes()
    {
        Write(1, ArticleIndex.Article("a", "Lebanon"), ArticleIndex.Article("b", "Lebanon"));
        Assert.Equal("ab", Find("Lebanon"));
        using (var writer = Open())
        {
            writer.UpdateDocument(FieldNames.Id, "a", ArticleSchema.ToDocument(ArticleIndex.Article("a", "Syria")));
            writer.DeleteDocuments(FieldNames.Id, "b");
            writer.Commit(ArticleSchema.Stamp());
        }
        _time.Advance(ArticleSearcher.LookInterval);
        Assert.Equal("", Find("Lebanon"));
        Assert.Equal("a", Find("Syria"));
        Assert.Equal(1, _searcher.Articles);
    }

    [Fact]
    public void Filters_hold_together()
    {
        Write(
            1,
            ArticleIndex.Article("a", "Lebanon") with { Source = "Syria Direct", Language = "en", Published = Day(10) },
            ArticleIndex.Article("b", "Lebanon") with { Source = "Lebanon Wire", Language = "en", Published = Day(11) },
            ArticleIndex.Article("c", "Lebanon") with { Source = "Syria Direct", Language = "ar", Published = Day(12) },
            ArticleIndex.Article("d", "Lebanon") with { Source = "Syria Direct" });
        Assert.Equal("abcd", Find("Lebanon"));
        Assert.Equal("acd", Find("Lebanon", request => request with { Source = "syria direct" }));
        Assert.Equal("ab", Find("Lebanon", request => request with { Language = "en" }));
        Assert.Equal("bc", Find("Lebanon", request => request with { From = new DateOnly(2015, 3, 11) }));
        Assert.Equal("ab", Find("Lebanon", request => request with { To = new DateOnly(2015, 3, 11) }));
        Assert.Equal("a", Find("Lebanon", request => request with { Source = "Syria Direct", Language = "en", From = new DateOnly(2015, 3, 10), To = new DateOnly(2015, 3, 10) }));
    }

    [Fact]
    public void Days_begin_and_end_in_the_readers_zone()
    {
        Write(1, ArticleIndex.Article("a", "Lebanon") with { Published = new DateTimeOffset(2015, 3, 10, 22, 30, 0, TimeSpan.Zero) });
        var beirut = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");
        Assert.Equal("", Find("Lebanon", request => request with { From = new DateOnly(2015, 3, 11) }));
        Assert.Equal("a", Find("Lebanon", request => request with { From = new DateOnly(2015, 3, 11), Zone = beirut }));
    }

    [Fact]
    public void The_newest_come_first_and_the_undated_last()
    {
        Write(
            1,
            ArticleIndex.Article("a", "Lebanon") with { Published = Day(10) },
            ArticleIndex.Article("b", "Lebanon"),
            ArticleIndex.Article("c", "Lebanon Lebanon Lebanon") with { Published = Day(12) },
            ArticleIndex.Article("d", "Lebanon") with { Published = new DateTimeOffset(1960, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        var answer = _searcher.Search(new SearchRequest("Lebanon") { Order = SearchOrder.Newest });
        Assert.Equal(["c", "a", "d", "b"], answer.Hits.Select(hit => hit.Id));
        Assert.All(answer.Hits, hit => Assert.Equal(0, hit.Score));
    }

    [Fact]
    public void Pages_join_to_the_whole_and_say_whether_more_follows()
    {
        Write(1, [.. Enumerable.Range(0, 25).Select(i => ArticleIndex.Article(((char)('a' + i)).ToString(), "Lebanon"))]);
        var pages = Enumerable.Range(0, 4).Select(page => _searcher.Search(new SearchRequest("Lebanon") { Top = 10, Skip = page * 10 })).ToList();
        Assert.Equal([true, true, false, false], pages.Select(page => page.HasMore));
        Assert.Equal([10, 10, 5, 0], pages.Select(page => page.Hits.Count));
        Assert.All(pages, page => Assert.Equal((25L, true), (page.Total, page.Exact)));
        Assert.Equal(25, pages.SelectMany(page => page.Hits).DistinctBy(hit => hit.Id).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("(Lebanon")]
    [InlineData("\"Lebanon")]
    [InlineData("Lebanon AND")]
    [InlineData("published:[x TO y]")]
    public void A_mistake_in_the_text_is_in_the_answer(string text)
    {
        Write(1, ArticleIndex.Article("a", "Lebanon"));
        var answer = _searcher.Search(new SearchRequest(text));
        Assert.False(answer.Parsed.IsValid);
        Assert.NotNull(answer.Parsed.FirstError);
        Assert.Empty(answer.Hits);
    }

    [Fact]
    public void A_hit_carries_the_articles_facts_and_what_matched()
    {
        Write(1, ArticleIndex.Article("a", "An incursion near the border.", "Qalamoun incursion") with { Url = "https://news.example/a", Author = "Salma", Source = "Syria Direct", Language = "en", Published = Day(10) });
        var hit = Assert.Single(_searcher.Search(new SearchRequest("incursion")).Hits);
        Assert.Equal(("https://news.example/a", "Salma", "Syria Direct", "en"), (hit.Url, hit.Author, hit.Source, hit.Language));
        Assert.Equal((Day(10), ArticleIndex.Now), (hit.Published, hit.Seen));
        Assert.Equal("incursion", hit.Title[Assert.Single(hit.TitleRanges)]);
        var passage = Assert.Single(hit.Passages);
        Assert.Equal("incursion", passage.Text[Assert.Single(passage.Ranges)]);
        Assert.True(hit.Score > 0);
    }

    [Fact]
    public async Task Searches_and_commits_at_once_disturb_each_other_not()
    {
        Write(1, ArticleIndex.Article("0", "Lebanon"));
        var searches = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var least = 0L;
            for (var i = 0; i < 100; i++)
            {
                var total = _searcher.Search(new SearchRequest("Lebanon")).Total;
                Assert.True(total >= least);
                least = total;
            }
        })).ToArray();
        for (var i = 1; i <= 20; i++)
        {
            Write(i + 1, ArticleIndex.Article(i.ToString(CultureInfo.InvariantCulture), "Lebanon"));
            _time.Advance(ArticleSearcher.LookInterval);
        }
        await Task.WhenAll(searches);
        Assert.Equal(21, _searcher.Search(new SearchRequest("Lebanon")).Total);
    }

    [Fact]
    public void Without_an_exact_count_the_newest_are_the_same_and_the_total_is_a_lower_bound()
    {
        var seen = Day(28);
        using var articles = new SearchedArticles(
            [.. Enumerable.Range(0, 1_600).Select(i => new ArticleText
            {
                Id = i.ToString(CultureInfo.InvariantCulture), Seq = i + 1, Title = "Storm", Body = "Rain.", Published = i % 7 == 0 ? null : seen.AddMinutes(-(i * 7_919 % 1_600)), Seen = seen,
            })],
            perSegment: 400);
        var request = new SearchRequest("storm") { Order = SearchOrder.Newest, Top = 25, Skip = 5 };
        var all = articles.Searcher.Search(request);
        var fast = articles.Searcher.Search(request with { ExactCount = false });
        Assert.Equal(all.Hits.Select(hit => hit.Id), fast.Hits.Select(hit => hit.Id));
        Assert.Equal((1_600, true), (all.Total, all.Exact));
        Assert.False(fast.Exact);
        Assert.InRange(fast.Total, 1_001, 1_600);
        Assert.True(fast.HasMore);
    }

    private static DateTimeOffset Day(int day) => new(2015, 3, day, 12, 0, 0, TimeSpan.Zero);

    private IndexWriter Open() => new(_directory, new IndexWriterConfig(ArticleSchema.Analyzer));

    private void Write(long cursor, params ArticleText[] articles)
    {
        using var writer = Open();
        foreach (var article in articles)
            writer.UpdateDocument(FieldNames.Id, article.Id, ArticleSchema.ToDocument(article));
        writer.Commit(ArticleSchema.Stamp(new Dictionary<string, string>(StringComparer.Ordinal) { [ArticleSearcher.CursorKey] = cursor.ToString(CultureInfo.InvariantCulture) }));
    }

    /// <summary>Ids of the hits in order of the alphabet, joined.</summary>
    private string Find(string text, Func<SearchRequest, SearchRequest>? with = null)
    {
        var request = new SearchRequest(text) { Top = 100 };
        var answer = _searcher.Search(with is null ? request : with(request));
        Assert.Null(answer.Parsed.FirstError);
        return string.Concat(answer.Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal));
    }
}
