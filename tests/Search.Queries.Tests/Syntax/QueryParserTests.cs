using Search.Queries.Syntax;

namespace Search.Queries.Tests.Syntax;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "a AND b")]
    [InlineData("a b OR c", "(a AND b) OR c")]
    [InlineData("a OR b c", "a OR (b AND c)")]
    [InlineData("a OR b AND c", "a OR (b AND c)")]
    [InlineData("a AND b OR c AND d", "(a AND b) OR (c AND d)")]
    [InlineData("NOT a AND b", "NOT a AND b")]
    [InlineData("NOT a OR b", "NOT a OR b")]
    [InlineData("a NOT b", "a AND NOT b")]
    [InlineData("a && b || c", "(a AND b) OR c")]
    [InlineData("a&&b", "a AND b")]
    [InlineData("!a b", "NOT a AND b")]
    [InlineData("! a", "NOT a")]
    [InlineData("-a b", "NOT a AND b")]
    [InlineData("+a +b", "a AND b")]
    [InlineData("+a OR b", "a AND (b OR *:*^0)")]
    [InlineData("a OR -b", "a OR NOT b")]
    [InlineData("NOT NOT a", "NOT NOT a")]
    [InlineData("(a b) c", "(a AND b) AND c")]
    [InlineData("((a))", "a")]
    [InlineData("(a OR b) AND NOT (c d)", "(a OR b) AND NOT (c AND d)")]
    [InlineData("title:a b", "title:a AND b")]
    [InlineData("title:(a b)", "title:(a AND b)")]
    [InlineData("title: a", "title:a")]
    [InlineData("title:\"a b\"~3^2", "title:\"a b\"~3^2")]
    [InlineData("title:(a body:b)", "title:(a AND body:b)")]
    [InlineData("-title:a", "NOT title:a")]
    [InlineData("\"a b\"", "\"a b\"")]
    [InlineData("\"a b\"~5", "\"a b\"~5")]
    [InlineData("a^2.5", "a^2.5")]
    [InlineData("(a OR b)^3", "(a OR b)^3")]
    [InlineData("a*", "a*")]
    [InlineData("*", "*:*")]
    [InlineData("***", "*:*")]
    [InlineData("title:**", "title:*")]
    [InlineData("*moun", "*moun")]
    [InlineData("qal?m*n", "qal?m*n")]
    [InlineData("?ama", "?ama")]
    [InlineData("حم؟ص", "حم?ص")]
    [InlineData("incursoin~1", "incursoin~1")]
    [InlineData("incursoin~", "incursoin~2")]
    [InlineData("incursoin~0.8", "incursoin~1")]
    [InlineData("incursoin~1^2", "incursoin~1^2")]
    [InlineData("/qala.*n/", "/qala.*n/")]
    [InlineData("a /b\\/c/ d", "a AND /b\\/c/ AND d")]
    [InlineData("title:/ham[ao]/", "title:/ham[ao]/")]
    [InlineData("author:[a TO f]", "author:[a TO f]")]
    [InlineData("author:{\"al\" TO *]", "author:{al TO *]")]
    [InlineData("*:*", "*:*")]
    [InlineData("title:*", "title:*")]
    [InlineData("published:[2015-03-01 TO 2015-03-31]", "published:[2015-03-01 TO 2015-03-31]")]
    [InlineData("published:{2015-03-01 TO *}", "published:{2015-03-01 TO *}")]
    [InlineData("published:[now-7d TO now]", "published:[now-7d TO now]")]
    [InlineData("published:[\"2015-03-01T10:00:00Z\" TO *]", "published:[2015-03-01T10:00:00Z TO *]")]
    [InlineData("published:[2015-03-01 to 2015-03-31]", "published:[2015-03-01 TO 2015-03-31]")]
    [InlineData("published:2015-03-17", "published:2015\\-03\\-17")]
    [InlineData("a\\:b", "a\\:b")]
    [InlineData("\\AND", "\\AND")]
    [InlineData("\\u0041", "A")]
    [InlineData("AT&T", "AT\\&T")]
    [InlineData("C++", "C\\+\\+")]
    [InlineData("Jean-Pierre", "Jean\\-Pierre")]
    [InlineData("km/h", "km\\/h")]
    [InlineData("12:30", "12\\:30")]
    [InlineData("Yahoo! news", "Yahoo AND news")]
    [InlineData("Syria - the war", "Syria AND the AND war")]
    [InlineData("Syria -- war", "Syria AND war")]
    [InlineData("Hama, Homs", "Hama AND Homs")]
    [InlineData("Hama,Homs", "Hama AND Homs")]
    [InlineData("1,000", "1\\,000")]
    [InlineData("“IS fighters”", "\"IS fighters\"")]
    [InlineData("„IS fighters“", "\"IS fighters\"")]
    [InlineData("«IS fighters»", "\"IS fighters\"")]
    [InlineData("حماة، حمص", "حماة AND حمص")]
    [InlineData("حماة،حمص", "حماة AND حمص")]
    [InlineData("حماة؟", "حماة")]
    [InlineData("(a OR b)", "a OR b")]
    [InlineData("title:a", "title:a")]
    [InlineData("a\u00A0OR\u00A0b", "a OR b")]
    [InlineData("a\u3000b", "a AND b")]
    [InlineData("\u200Fa OR b\u200E", "a OR b")]
    public void The_truth_table_of_the_language(string typed, string tree)
    {
        var parsed = QueryParser.Parse(typed);

        Assert.Null(parsed.FirstError);
        Assert.Equal(tree, parsed.Root!.ToString());
        Assert.Equal(parsed.Root, QueryParser.Parse(tree).Root);
    }

    [Theory]
    [InlineData("a b", "a OR b")]
    [InlineData("a b AND c", "a OR (b AND c)")]
    [InlineData("+a b", "a AND (b OR *:*^0)")]
    [InlineData("a b -c", "(a OR b) AND NOT c")]
    [InlineData("a NOT b", "a AND NOT b")]
    [InlineData("-a -b", "NOT a AND NOT b")]
    [InlineData("a OR -b", "a OR NOT b")]
    public void With_the_default_OR_words_side_by_side_are_alternatives(string typed, string tree)
    {
        var parsed = QueryParser.Parse(typed, new QueryParserOptions { DefaultOperator = QueryOperator.Or });

        Assert.Null(parsed.FirstError);
        Assert.Equal(tree, parsed.Root!.ToString());
        Assert.Equal(parsed.Root, QueryParser.Parse(tree).Root);
    }
}
