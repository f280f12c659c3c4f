using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public sealed class SimilarArticlesTests : IDisposable
{
    private readonly SearchedArticles _index = new(
    [
        ArticleIndex.Article("a", "The army closed the road to Qalamoun after an incursion by fighters near the border.", "Incursion in Qalamoun"),
        ArticleIndex.Article("b", "Fighters from Qalamoun reached the border; residents fear an incursion.", "Qalamoun border tense"),
        ArticleIndex.Article("c", "Parliament sits to vote on the budget, and the vote was close.", "Budget vote"),
        ArticleIndex.Article("d", "The budget was passed by parliament.", "Budget passes in parliament"),
        ArticleIndex.Article("e", "The army closed the road to Qalamoun after an incursion by fighters near the border.", "Incursion in Qalamoun"),
        ArticleIndex.Article("f", "Of the and to in a.", "The of"),
        ArticleIndex.Article("g", "دخل الجيش بلدة عرسال بعد اشتباكات", "الجيش في عرسال"),
        ArticleIndex.Article("h", "اشتباكات في بلدة عرسال والجيش يغلق الطريق", "عرسال"),
    ]);

    public void Dispose() => _index.Dispose();

    [Fact]
    public void Articles_that_share_telling_words_are_alike_and_the_article_itself_is_not()
    {
        Assert.Equal("eb", Ids("a"));
        Assert.Equal("d", Ids("c"));
        Assert.Equal("h", Ids("g"));
    }

    [Fact]
    public void Those_of_the_same_story_are_left_out() => Assert.Equal("b", Ids("a", "e"));

    [Fact]
    public void It_is_compared_by_rare_words_and_not_by_function_words()
    {
        var words = _index.Searcher.Similar(new SimilarRequest("a"))!.Words;
        Assert.Equal(["incursion", "qalamoun"], words.Take(2).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("the", words);
        Assert.DoesNotContain("by", words);
    }

    [Fact]
    public void An_article_of_function_words_is_like_none()
    {
        var answer = _index.Searcher.Similar(new SimilarRequest("f"))!;
        Assert.Empty(answer.Hits);
        Assert.Empty(answer.Words);
        Assert.Equal((0L, true), (answer.Total, answer.Exact));
    }

    [Fact]
    public void An_article_that_is_not_there_gives_no_answer() => Assert.Null(_index.Searcher.Similar(new SimilarRequest("zz")));

    [Fact]
    public void No_more_are_given_than_asked_for_and_all_are_counted()
    {
        var answer = _index.Searcher.Similar(new SimilarRequest("a") { Top = 1 })!;
        Assert.Equal("e", Assert.Single(answer.Hits).Id);
        Assert.Equal(2, answer.Total);
    }

    private string Ids(string id, params string[] except) =>
        string.Concat(_index.Searcher.Similar(new SimilarRequest(id) { Except = except })!.Hits.Select(hit => hit.Id));
}
