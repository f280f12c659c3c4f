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
    [InlineData("*", "body:*")]
    [InlineData("*AB?c", "body:*ab?c")]
    [InlineData("?", "body:?")]
    [InlineData("A\\*B*", "body:a*b*")]
    [InlineData("A\\*B?C", "body:a\\*b?c")]
    [InlineData("/Ab[C-D]/", "body:/ab[c-d]/")]
    [InlineData("/a\\/b/ c", "body:/a\\/b/ body:c")]
    [InlineData("Oil~", "body:oil~2")]
    [InlineData("oil~1", "body:oil~1")]
    [InlineData("oil~7", "body:oil~2")]
    [InlineData("petroleum~0.8", "body:petroleum~1")]
    [InlineData("oil~0", "body:oil~0")]
    [InlineData("oil~x", "body:oil~2")]
    [InlineData("oil~1^3", "(body:oil~1)^3")]
    [InlineData("oil^3~1", "(body:oil~1)^3")]
    [InlineData("oil*~1", "body:oil*")]
    [InlineData("[A TO b]", "body:[a TO b]")]
    [InlineData("{a TO B}^2", "(body:{a TO b})^2")]
    [InlineData("title:[* TO \"b c\"}", "title:[* TO b c}")]
    [InlineData("[TO TO *]", "body:[to TO *]")]
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
    [InlineData("a~-1", 1)]
    [InlineData("a~1.5", 1)]
    [InlineData("/a(/", 2)]
    [InlineData("/a", 0)]
    [InlineData("b *a?????????????????????????", 2)]
    [InlineData("[a TO]", 5)]
    [InlineData("[a b]", 3)]
    [InlineData("[a TO b", 7)]
    [InlineData("", 0)]
    public void What_is_not_of_the_grammar_is_told_with_its_place(string text, int position) =>
        Assert.Equal(position, Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse(text)).Position);

    [Theory]
    [InlineData("أسد*", "body:اسد*")]
    [InlineData("*مدرسة", "body:*مدرسه")]
    [InlineData("[٢٠١٥ TO ٢٠١٦]", "body:[2015 TO 2016]")]
    [InlineData("إسرائيل~1", "body:اسرائيل~1")]
    public void Arabic_parts_of_words_are_normalised_as_Lucenes_analyzer_does(string text, string query) =>
        Assert.Equal(query, new ClassicQueryParser("body", new Search.Analysis.Arabic.ArabicAnalyzer()).Parse(text).ToString());

    [Fact]
    public void Deep_parentheses_are_refused() =>
        Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse(new string('(', 100_000)));
}
