using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Highlighting;
using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Testing.Model;
using RandomDocuments = Search.Percolation.Tests.Properties.RandomDocuments;

namespace Search.Percolation.Tests;

/// <summary>Why a document matches, and the query that a percolator gives back.</summary>
public sealed class ExplanationTests
{
    private static Document Article(string title, string body) => new Document()
        .Add(Field.Text("title", title, stored: false)).Add(Field.Text("body", body, stored: false)).Add(Field.String("tag", "Middle East", stored: false));

    [Fact]
    public void The_words_that_match_are_told_by_field_and_place()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(1, BooleanQuery.All(
            new TermQuery("title", "qalamoun"), new PhraseQuery("body", ["the", "border"]), new PrefixQuery("tag", "Middle"), new WildcardQuery("body", "incur*on")));
        var document = Article("In Qalamoun", "The incursion over the border");

        var told = percolator.Explain(1, document);

        Assert.Equal(["title", "body", "tag"], told.Select(value => value.Field.Name));
        Assert.Equal([new MatchReason("title", "qalamoun", 3, 8, 1)], told[0].Reasons);
        Assert.Equal(["incursion", "the", "border"], told[1].Reasons.Select(reason => reason.Term));
        Assert.Equal([new MatchReason("tag", "Middle East", 0, 11, 0)], told[2].Reasons);
    }

    [Fact]
    public void Reasons_make_passages()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(1, new TermQuery("body", "incursion"));
        var value = Assert.Single(percolator.Explain(1, Article("", "An incursion.")));
        var passage = Assert.Single(Highlighter.Passages(value.Field.Utf8, value.Reasons));
        Assert.Equal("incursion", passage.Text[Assert.Single(passage.Ranges)]);
    }

    [Fact]
    public void An_unknown_query_and_a_document_that_has_nothing_of_it_explain_nothing()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(1, new TermQuery("body", "incursion"));
        Assert.Empty(percolator.Explain(2, Article("", "An incursion.")));
        Assert.Empty(percolator.Explain(1, Article("incursion", "")));
        Assert.Null(percolator.Find(2));
    }

    [Fact]
    public void The_query_that_is_given_back_matches_the_same_documents()
    {
        var oracle = new Oracle(WordAnalyzer.Instance);
        foreach (var seed in Seeds.Of(200))
        {
            var source = new RandomDocuments(seed);
            var queries = new RandomQueries(source);
            var percolator = new Percolator(WordAnalyzer.Instance);
            for (var id = 0; id < 40; id++)
                percolator.Register(id, queries.Next());
            // In odd rounds they are given back once they lie in a segment.
            var matcher = (seed & 1) == 1 ? percolator.Snapshot().CreateMatcher() : null;
            var found = Enumerable.Range(0, 40).Select(id => ((long)id, percolator.Find(id)!)).ToList();
            oracle.AssertAgrees(matcher ?? percolator.Snapshot().CreateMatcher(), found, source.Next(), $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1");
        }
    }
}
