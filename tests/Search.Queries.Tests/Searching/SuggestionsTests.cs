using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public sealed class SuggestionsTests : IDisposable
{
    private readonly SearchedArticles _index = new(
    [
        .. Enumerable.Range(0, 4).Select(i => ArticleIndex.Article(((char)('a' + i)).ToString(), "Fighters near the border of Qalamoun in Lebanon", "An incursion")),
        ArticleIndex.Article("e", "the lebanonn border"),
        ArticleIndex.Article("f", "القلمون", "توغل في القلمون"),
    ]);

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData("incursoin", "incursion")]
    [InlineData("Qalamon", "Qalamoun")]
    [InlineData("lebanonn", "lebanon")]
    [InlineData("qalamoon AND incurson", "qalamoun AND incursion")]
    [InlineData("(bordr OR zzzz) fighters", "(border OR zzzz) fighters")]
    [InlineData("bordr^2", "border^2")]
    [InlineData("القلمونن", "القلمون")]
    public void A_mistyped_word_is_put_right_where_it_stands(string typed, string suggestion) =>
        Assert.Equal(suggestion, Suggest(typed));

    [Theory]
    [InlineData("border")]
    [InlineData("zzzzzz")]
    [InlineData("qalemaan")]
    [InlineData("teh")]
    [InlineData("\"bordr fighters\"")]
    [InlineData("title:incurson")]
    [InlineData("incurs*")]
    [InlineData("incurson zzzzzz")]
    [InlineData("NOT bordr")]
    [InlineData("(bordr")]
    public void Nothing_is_suggested_where_nothing_better_is_near(string typed) => Assert.Null(Suggest(typed));

    [Fact]
    public void A_query_that_finds_enough_is_taken_as_meant() => Assert.Null(Suggest("border OR incurson"));

    private string? Suggest(string text) => _index.Searcher.Search(new SearchRequest(text)).Suggestion;
}
