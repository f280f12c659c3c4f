using Search.Queries.Saving;
using Search.Queries.Syntax;

namespace Search.Queries.Tests.Saving;

public sealed class SavedQueryRulesTests
{
    [Theory]
    [InlineData("Qalamoun AND incursion")]
    [InlineData("Hama NOT Hamas")]
    [InlineData("NOT NOT Hama")]
    [InlineData("(Hama OR Homs) NOT press")]
    [InlineData("source:\"Syria Direct\"")]
    [InlineData("lang:ar AND published:[now-7d TO now]")]
    [InlineData("immigra*")]
    [InlineData("*moun")]
    [InlineData("h?ma")]
    [InlineData("incursoin~1")]
    [InlineData("/qala.*/")]
    [InlineData("url:*bbc.co.uk*")]
    [InlineData("Hama /.*/")]
    [InlineData("+Hama OR Homs")]
    public void A_query_that_says_what_it_wants_can_be_saved(string query) => Assert.Null(SavedQueryRules.Refusal(QueryParser.Parse(query)));

    [Theory]
    [InlineData("*:*", "matches every article")]
    [InlineData("*", "matches every article")]
    [InlineData("**", "matches every article")]
    [InlineData("?*", "matches every article")]
    [InlineData("?????", "matches every article")]
    [InlineData("title:?*", "matches every article")]
    [InlineData("/.*/", "matches every article")]
    [InlineData("/@/", "matches every article")]
    [InlineData("/~(hama)/", "matches every article")]
    [InlineData("/[a-z]+/", "matches every article")]
    [InlineData("/[ا-ي]+/", "matches every article")]
    [InlineData("ab~2", "matches every article")]
    [InlineData("author:[a TO z]", "matches every article")]
    [InlineData("Hama OR *:*", "matches every article")]
    [InlineData("Hama OR NOT Homs", "matches every article")]
    [InlineData("published:[now-7d TO now]", "matches every article")]
    [InlineData("title:*", "matches every article")]
    [InlineData("*:* NOT Hama", "matches every article")]
    [InlineData("NOT Hama", "do not have")]
    [InlineData("-Hama -Homs", "do not have")]
    [InlineData("NOT (Hama OR Homs)", "do not have")]
    [InlineData("Hama AND published:[today TO now]", "today")]
    [InlineData("(Hama", "not closed")]
    [InlineData("", "empty")]
    public void A_query_that_matches_everything_or_is_only_negative_is_refused_with_the_reason(string query, string reason) =>
        Assert.Contains(reason, SavedQueryRules.Refusal(QueryParser.Parse(query)), StringComparison.Ordinal);

    [Theory]
    [InlineData("b a", "a AND b")]
    [InlineData("a AND (b AND c)", "(c b) a")]
    [InlineData("a OR a OR b", "b OR a")]
    [InlineData("a^2 OR b", "a OR b")]
    [InlineData("title:(a b)", "title:b AND title:a")]
    [InlineData("NOT NOT a", "a")]
    [InlineData("+a OR b", "a")]
    [InlineData("a AND *:*", "a")]
    [InlineData("“a b”", "\"a b\"")]
    [InlineData("ham**", "ham*")]
    [InlineData("h*?a", "h?*a")]
    [InlineData("**", "*:*")]
    public void Queries_that_say_the_same_have_one_normal_form(string left, string right) =>
        Assert.Equal(NormalForm.KeyOf(QueryParser.Parse(left).Root!), NormalForm.KeyOf(QueryParser.Parse(right).Root!));

    [Theory]
    [InlineData("a b", "a OR b")]
    [InlineData("IS", "is")]
    [InlineData("\"a b\"", "\"b a\"")]
    [InlineData("\"a b\"~2", "\"a b\"~3")]
    [InlineData("a NOT b", "b NOT a")]
    public void Queries_that_differ_have_different_normal_forms(string left, string right) =>
        Assert.NotEqual(NormalForm.KeyOf(QueryParser.Parse(left).Root!), NormalForm.KeyOf(QueryParser.Parse(right).Root!));
}
