using Search.Queries.Syntax;

namespace Search.Queries.Tests.Syntax;

public sealed class QueryErrorTests
{
    [Theory]
    [InlineData("", 0, "empty", null)]
    [InlineData("   ", 0, "empty", null)]
    [InlineData("- ، -", 0, "no word", null)]
    [InlineData("(a b", 0, "not closed", "(a b)")]
    [InlineData("a (b (c)", 2, "not closed", "a (b (c))")]
    [InlineData("a b)", 3, "closes nothing", "a b")]
    [InlineData("()", 0, "nothing between", "")]
    [InlineData("a AND", 5, "missing at the end", "a")]
    [InlineData("a AND NOT", 9, "missing at the end", "a AND")]
    [InlineData("AND a", 0, "AND stands between", "a")]
    [InlineData("a OR OR b", 5, "OR stands between", "a OR  b")]
    [InlineData("(a OR)", 5, "missing before this parenthesis", null)]
    [InlineData("\"a b", 0, "no partner", "\"a b\"")]
    [InlineData("a “b c", 2, "no partner", "a “b c\"")]
    [InlineData("\"\"", 0, "nothing between", "")]
    [InlineData("a \\", 2, "backslash", "a ")]
    [InlineData("a ]", 2, "no range", "a ")]
    [InlineData("[VIDEO] Hama", 0, "needs a field", null)]
    [InlineData("published:[2015-03-01", 10, "not closed", null)]
    [InlineData("published:[2015-03-01 2015-03-31]", 10, "two ends", null)]
    [InlineData("published:[2015-13-01 TO *]", 11, "not a date", null)]
    [InlineData("published:[* TO 2015-02-30]", 16, "not a date", null)]
    [InlineData("published:[yesterday TO now]", 11, "not a date", null)]
    [InlineData("published:soon", 10, "not a date", null)]
    [InlineData("published:a*", 10, "dates, not words", null)]
    [InlineData("published:[2015-03-31 TO 2015-03-01]", 10, "ends before it begins", "published:[2015-03-01 TO 2015-03-31]")]
    [InlineData("author:[b TO a]", 7, "ends before it begins", "author:[a TO b]")]
    [InlineData("author:[Jean-Pierre TO Zola]", 8, "not one word", null)]
    [InlineData("[a TO b]", 0, "needs a field", null)]
    [InlineData("name:Qalamoun", 0, "spellings of a name is not available yet", "Qalamoun")]
    [InlineData("a name:Qalamoun", 2, "not available yet", "a Qalamoun")]
    [InlineData("Aleppo: attack", 0, "no field “Aleppo”", "Aleppo  attack")]
    [InlineData("Title:a", 0, "lower case", "title:a")]
    [InlineData("https://syriadirect.org/news?id=1 Hama", 0, "an address", "url:\"https://syriadirect.org/news?id=1\" Hama")]
    [InlineData("title:", 0, "Nothing follows title:", null)]
    [InlineData("title: AND a", 0, "Nothing follows title:", null)]
    [InlineData(":a", 0, "name is missing", "a")]
    [InlineData("*:a", 0, "*: is only good for *:*", "a")]
    [InlineData("~5", 0, "must follow a word", "")]
    [InlineData("a ^2", 2, "must follow a word", "a")]
    [InlineData("a^x", 1, "multiplies", "ax")]
    [InlineData("a^9999999", 1, "multiplies", "a")]
    [InlineData("a~3", 1, "letters that may differ", "a~1")]
    [InlineData("a*~1", 0, "not by both", null)]
    [InlineData("\"a b\"~x", 5, "how far apart", "\"a b\"~5x")]
    [InlineData("/abc", 0, "regular expression here", "\\/abc")]
    [InlineData("Jean-Pierre~1", 0, "more than one word", null)]
    [InlineData("Hama AND Jean-Pi*re", 9, "more than one word", null)]
    [InlineData("published:h?ma", 10, "dates, not words", null)]
    [InlineData("published:/h.ma/", 10, "dates, not words", null)]
    [InlineData("a /qala(.*/", 7, "no regular expression: this ( is not closed", null)]
    [InlineData("a /qa{x}/", 6, "no regular expression: a number must follow {", null)]
    [InlineData("/[z-a]/", 2, "ends before it begins", null)]
    [InlineData("a *a??????????????????????????", 2, "too involved", null)]
    [InlineData("Hama /((a{1,1000}){1,1000})/ Homs", 5, "too involved", null)]
    public void A_mistake_is_told_with_its_place_and_a_remedy(string typed, int position, string message, string? fix)
    {
        var parsed = QueryParser.Parse(typed);

        Assert.False(parsed.IsValid);
        var error = parsed.Errors[0];
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal(fix, error.Fix);
        Assert.StartsWith($"Character {position + 1}: ", parsed.FirstError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a or b", 2, "OR", "a OR b")]
    [InlineData("a or b or c", 2, "OR", "a OR b OR c")]
    [InlineData("a and b", 2, "AND", "a AND b")]
    [InlineData("a not b", 2, "NOT", "a NOT b")]
    [InlineData("\"a b\" or (c)", 6, "OR", "\"a b\" OR (c)")]
    public void An_operator_in_lower_case_is_a_word_with_a_hint(string typed, int position, string meant, string fix)
    {
        var parsed = QueryParser.Parse(typed);

        Assert.True(parsed.IsValid);
        var hint = Assert.Single(parsed.Hints);
        Assert.Equal(position, hint.Position);
        Assert.Contains($"Did you mean {meant}?", hint.Message, StringComparison.Ordinal);
        Assert.Equal(fix, hint.Fix);
        Assert.True(QueryParser.Parse(fix).IsValid);
    }

    [Theory]
    [InlineData("or")]
    [InlineData("a or")]
    [InlineData("a \"or\" b")]
    [InlineData("a \\or b")]
    [InlineData("title:or")]
    [InlineData("a OR b")]
    public void No_hint_where_no_operator_could_stand(string typed) => Assert.Empty(QueryParser.Parse(typed).Hints);

    [Fact]
    public void Several_wrong_values_are_all_told()
    {
        var parsed = QueryParser.Parse("published:[then TO soon] OR /(/ OR a-b~1");

        Assert.Equal([11, 19, 29, 35], parsed.Errors.Select(error => error.Position));
    }

    [Fact]
    public void Places_count_characters_as_typed_even_when_some_are_not_seen()
    {
        var parsed = QueryParser.Parse("\u200F\u200Fa /(/");

        Assert.Equal(5, parsed.Errors[0].Position);
    }

    [Fact]
    public void Limits_are_told()
    {
        Assert.Contains("at most 20000", Error(new string('a', 20_001)), StringComparison.Ordinal);
        Assert.Contains("more than 2048 words", Error(string.Join(' ', Enumerable.Repeat("a", 2_049))), StringComparison.Ordinal);
        Assert.Contains("nested more than 64 deep", Error(new string('(', 9_000) + "a" + new string(')', 9_000)), StringComparison.Ordinal);
        Assert.Contains("nested more than 64 deep", Error(string.Concat(Enumerable.Repeat("NOT ", 4_000)) + "a"), StringComparison.Ordinal);
        Assert.Contains("nested more than 64 deep", Error(string.Concat(Enumerable.Repeat("title:", 3_000)) + "a"), StringComparison.Ordinal);
        Assert.Contains("nested more than 64 deep", Error(string.Concat(Enumerable.Repeat("title:(", 2_500)) + "a"), StringComparison.Ordinal);
        Assert.True(QueryParser.Parse(string.Join(" OR ", Enumerable.Repeat("abc", 2_048))).IsValid);
        Assert.True(QueryParser.Parse("a" + string.Concat(Enumerable.Repeat("^2", 9_000))).Errors.Count <= 1);
    }

    [Fact]
    public void Patterns_are_limited_together_and_not_each_by_itself()
    {
        Assert.True(QueryParser.Parse("/a.{0,900}b/ OR /c.{0,900}d/").IsValid);
        Assert.Contains("together too involved", Error(string.Join(" OR ", Enumerable.Range(0, 100).Select(i => $"/x{i}.{{0,900}}b/"))), StringComparison.Ordinal);
        Assert.Contains("more than one word", Error(new string('a', 9_000) + "~2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what happened in Hama?", 21, "what happened in Hama")]
    [InlineData("who is (in) Hama?", 16, "who is (in) Hama")]
    public void A_question_mark_at_the_end_is_a_letter_with_a_hint(string typed, int position, string fix)
    {
        var hint = Assert.Single(QueryParser.Parse(typed).Hints);
        Assert.Equal(position, hint.Position);
        Assert.Contains("Did you mean a question?", hint.Message, StringComparison.Ordinal);
        Assert.Equal(fix, hint.Fix);
    }

    [Theory]
    [InlineData("Hama?")]
    [InlineData("where Ham? lies")]
    [InlineData("a *ama?")]
    [InlineData("a b??")]
    public void No_hint_where_a_question_mark_is_meant(string typed) => Assert.Empty(QueryParser.Parse(typed).Hints);

    private static string Error(string typed) => QueryParser.Parse(typed).FirstError!;
}
