using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Searching;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Queries.Tests.Classic;

public sealed class ClassicQueryParserTests
{
    /// <summary>Lucene 8.8's QueryParser throws a ParseException for each.</summary>
    public static TheoryData<string> RefusedByLucene =>
    [
        "a AND AND b", "a OR OR b", "a NOT NOT b", "AND a", "OR a", "NOT", "a NOT", "+", "-", "a +", "a -", "a !", "()", "( )", "a ()", "(a", "a))",
        "((a)", "a:b:c", ":a", "a:", "a: ", "a:(b", "title:", "title:()", "*:", "\"a", "a\"", "\"a\" \"b", "a^b", "a^-1", "a^.5", "a^2^3", "^2",
        "a~~", "a~1~2", "a~1^2~3", "\"a b\"~1~2", "~", "a~-1", "a~3.5", "[a TO b", "[a TO b)", "a TO b]", "[TO b]", "[a b c]", "[a TO b c]",
        "{a TO b]]", "[]", "/a", "/a/b/", "/(/", "/[/", "/a/^", "\\", "a\\", "a\\u12", "\\u00zz", "+-a", "-+a", "!-a", "NOT -a", "+(a", "&& a",
        "a &&", "(a) AND", "a AND (b", "a AND NOT", "\"a\"^", "title:[a TO b]:c",
    ];

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
    // As printed by Lucene 8.8 too.
    [InlineData("! ", "")]
    [InlineData("+ a", "body:a")]
    [InlineData("\"\"\"\"", "")]
    [InlineData("a^1.", "(body:a)^1")]
    [InlineData("a^1.2.3", "(body:a)^1.2 body:3")]
    [InlineData("a~0.99", "body:a~0")]
    [InlineData("a~1.0", "body:a~1")]
    [InlineData("a~2.0f", "body:a~2")]
    [InlineData("[a TO TO]", "body:[a TO to]")]
    [InlineData("[TO TO TO]", "body:[to TO to]")]
    [InlineData("a//b", "body:a body:// body:b")]
    [InlineData("a & b", "body:a body:b")]
    [InlineData("a &&& b", "body:a body:b")]
    [InlineData("a | b", "body:a body:b")]
    [InlineData("a ||| b", "body:a body:b")]
    [InlineData("\"a\"~", "body:a")]
    [InlineData("title:\"a\"~2^3", "(title:a)^3")]
    [InlineData("a*b*~1", "body:a*b*")]
    [InlineData("*~1", "body:*")]
    [InlineData("?^2~1", "(body:?)^2")]
    [InlineData("a^2 ~1", "(body:a~1)^2")]
    [InlineData("a ~1", "body:a~1")]
    [InlineData("a ^2", "(body:a)^2")]
    [InlineData("\"a b\" ~2", "body:\"a b\"~2")]
    public void What_looks_wrong_but_is_of_the_grammar_is_read_as_Lucene_does(string text, string query) =>
        Assert.Equal(query, new ClassicQueryParser("body", new StandardAnalyzer()).Parse(text).ToString());

    [Theory]
    [MemberData(nameof(RefusedByLucene))]
    public void What_Lucene_refuses_is_refused(string text) =>
        Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse(text));

    [Fact]
    public void A_boost_too_large_for_a_float_is_told_with_its_place() =>
        Assert.Equal(2, Assert.Throws<ClassicSyntaxException>(() => new ClassicQueryParser("body", new StandardAnalyzer()).Parse("a^" + new string('9', 40))).Position);

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
