using Search.Queries.Searching;
using Search.Queries.Syntax;
using Search.Web.Pages;

namespace Search.Web.Tests.Pages;

public sealed class TagQueryTests
{
    [Theory]
    [InlineData("syria")]
    [InlineData("Aleppo, Syria")]
    [InlineData("Côte d’Ivoire")]
    [InlineData("group “Wagner” «x»")]
    [InlineData("a\\b \"c\" *?~/(:)")]
    [InlineData("سوريا، لبنان؟")]
    [InlineData("a\u200Fb")]
    public void A_tag_of_any_characters_is_asked_for_as_it_is(string tag)
    {
        var parsed = QueryParser.Parse(TagQuery.Of(tag));
        Assert.True(parsed.IsValid);
        Assert.Equal(TagQuery.Node(tag), parsed.Root);
    }

    [Theory]
    [InlineData("tag:\"syria\"", true)]
    [InlineData("storm tag:\"syria\"", true)]
    [InlineData("tag:\"syria\" OR tag:\"iraq\"", false)]
    [InlineData("\"tag:\\\"syria\\\"\"", false)]
    [InlineData("NOT tag:\"syria\"", false)]
    public void A_tag_is_chosen_where_the_query_wants_it_of_every_article(string text, bool chosen)
    {
        var model = new SearchModel { Text = text, Sort = "relevance", Answer = new SearchAnswer { Parsed = QueryParser.Parse(text) } };
        Assert.Equal(chosen, model.TagLink("syria") is null);
    }
}
