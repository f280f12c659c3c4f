using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Searching;

namespace Search.Percolation.Tests;

/// <summary>What is refused at registration, and what is counted.</summary>
public sealed class LimitsTests
{
    private static Query Without(string term) =>
        BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(new TermQuery("body", term), Occur.MustNot)]);

    [Fact]
    public void Queries_that_are_tried_on_every_document_are_limited_and_counted()
    {
        var percolator = new Percolator(new StandardAnalyzer(), new PercolatorOptions { MaxAlwaysTried = 2 });
        percolator.Register(1, Without("a"));
        percolator.Register(2, Without("b"));
        var refused = Assert.Throws<ArgumentException>(() => percolator.Register(3, Without("c")));
        Assert.Contains("names nothing", refused.Message, StringComparison.Ordinal);
        percolator.Register(2, Without("c"));
        Assert.Equal((2, 2), (percolator.Snapshot().Statistics.AlwaysTried, percolator.Count));

        percolator.Register(1, new TermQuery("body", "a"));
        percolator.Register(3, Without("d"));
        Assert.Throws<ArgumentException>(() => percolator.Register(4, Without("e")));
        Assert.True(percolator.Remove(3));
        percolator.Register(4, Without("e"));
        Assert.Equal([2, 4], percolator.Snapshot().CreateMatcher().Match(new Document().Add(Field.Text("body", "x", stored: false))).ToArray().Order());
    }

    [Fact]
    public void A_query_that_is_refused_leaves_the_one_before()
    {
        var percolator = new Percolator(new StandardAnalyzer(), new PercolatorOptions { MaxLength = 100, MaxAlwaysTried = 0 });
        percolator.Register(1, new TermQuery("body", "a"));
        var many = BooleanQuery.Any(Enumerable.Range(0, 1_000).Select(i => new TermQuery("body", $"w{i}")));
        Assert.Contains("too large", Assert.Throws<ArgumentException>(() => percolator.Register(1, many)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => percolator.Register(1, Without("b")));
        Assert.Equal([1], percolator.Snapshot().CreateMatcher().Match(new Document().Add(Field.Text("body", "a", stored: false))).ToArray());
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        Query query = new TermQuery("body", "a");
        for (var i = 0; i < 100_000; i++)
            query = BooleanQuery.Of([new BooleanClause(query, Occur.Must), new BooleanClause(new TermQuery("body", "b"), Occur.Should)], 1);
        Assert.Contains("deep", Assert.Throws<ArgumentException>(() => percolator.Register(1, query)).Message, StringComparison.Ordinal);
        Assert.Equal(0, percolator.Count);
    }

    [Fact]
    public void Patterns_that_every_word_is_tried_on_are_counted()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(1, new WildcardQuery("body", "*a*"));
        percolator.Register(2, new WildcardQuery("body", "*ab*"));
        percolator.Register(3, new FuzzyQuery("body", "word"));
        percolator.Register(4, new WildcardQuery("body", "*a*"));
        Assert.Equal(new PercolatorStatistics(4, 3, 0, 2, 0, 1), percolator.Snapshot().Statistics);
    }
}
