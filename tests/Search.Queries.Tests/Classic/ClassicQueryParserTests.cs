using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Searching;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Queries.Tests.Classic;

public sealed class ClassicQueryParserTests
{
    [Theory]
    // What Lucene 8.8's QueryParser("body", new StandardAnalyzer()) prints for the same text.
    [InlineData("a", "body:a")]
    [InlineData("a b", "body:a body:b")]
    [InlineData("a AND b", "+body:a +body:b")]
    [InlineData("a OR b", "body:a body:b")]
    [InlineData("a AND b OR c", "+body:a +body:b body:c")]
    [InlineData("a OR b AND c", "body:a +body:b +body:c")]
    [InlineData("a b AND c", "body:a +body:b +body:c")]
    [InlineData("a b c AND d", "body:a body:b +body:c +body:d")]
    [InlineData("a NOT b", "body:a -body:b")]
    [InlineData("a AND NOT b", "+body:a -body:b")]
    [InlineData("NOT a AND b", "-body:a +body:b")]
    [InlineData("+a b", "+body:a body:b")]
    [InlineData("-a", "-body:a")]
    [InlineData("(a OR b) AND c", "+(body:a body:b) +body:c")]
    [InlineData("a && b || c", "+body:a +body:b body:c")]
    [InlineData("!a b", "-body:a body:b")]
    [InlineData("\"a b\"", "body:\"a b\"")]
    [InlineData("\"a b\"~5", "body:\"a b\"~5")]
    [InlineData("\"a\"", "body:a")]
    [InlineData("title:a b", "title:a body:b")]
    [InlineData("title:(a b)", "title:a title:b")]
    [InlineData("title:(a b) c", "(title:a title:b) body:c")]
    [InlineData("abc*", "body:abc*")]
    [InlineData("ABC*", "body:abc*")]
    [InlineData("*:*", "*:*")]
    [InlineData("a^2 b", "(body:a)^2 body:b")]
    [InlineData("(a b)^2", "(body:a body:b)^2")]
    [InlineData("a\\:b", "body:a:b")]
    [InlineData("foo-bar", "body:foo body:bar")]
    [InlineData("foo-bar AND c", "+(body:foo body:bar) +body:c")]
    [InlineData("\"...\"", "")]
    [InlineData("a AND ...", "body:a")]
    [InlineData("... AND a", "+body:a")]
    [InlineData("a OR - b", "body:a body:b")]
    [InlineData("\\u0041", "body:a")]
    public void The_default_is_OR_and_operators_have_no_precedence(string text, string query) =>
        Assert.Equal(query, new ClassicQueryParser("body", new StandardAnalyzer()).Parse(text).ToString());

    [Theory]
    [InlineData("a b", "+body:a +body:b")]
    [InlineData("a OR b", "body:a body:b")]
    [InlineData("a AND b OR c", "+body:a body:b body:c")]
    [InlineData("a b OR c", "+body:a body:b body:c")]
    [InlineData("a -b", "+body:a -body:b")]
    [InlineData("foo-bar c", "+body:foo +body:bar +body:c")]
    public void With_AND_as_default_OR_loosens_its_neighbours(string text, string query) =>
        Assert.Equal(query, new ClassicQueryParser("body", new StandardAnalyzer(), QueryOperator.And).Parse(text).ToString());

    [Fact]
    public void Stop_words_leave_gaps_in_phrases_and_vanish_elsewhere()
    {
        var parser = new ClassicQueryParser("body", new EnglishAnalyzer());

        Assert.Equal(new PhraseQuery("body", ["state", "union"], [0, 3]), parser.Parse("\"state of the union\""));
        Assert.Equal(BooleanQuery.All(new TermQuery("body", "run")), parser.Parse("the AND running"));
        Assert.Equal(BooleanQuery.Of([]), parser.Parse("the"));
    }

    [Theory]
    [InlineData("(a", 2)]
    [InlineData("a)", 1)]
    [InlineData("a AND", 5)]
    [InlineData("\"a", 0)]
    [InlineData("a^", 2)]
    [InlineData("~1", 0)]
    [InlineData("a~1", 0)]
    [InlineData("", 0)]
    public void What_is_not_of_the_grammar_is_told_with_its_place(string text, int position) =>
        Assert.Equal(position, Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse(text)).Position);

    [Fact]
    public void Deep_parentheses_are_refused() =>
        Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse(new string('(', 100_000)));
}
