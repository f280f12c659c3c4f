using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Searching;

namespace Search.Percolation.Tests;

/// <summary>Registering, replacing and removing, and what a snapshot sees of it.</summary>
public class PercolatorTests
{
    private static Document Text(string body) => new Document().Add(Field.Text("body", body, stored: false));

    private static long[] Match(Percolator percolator, string body)
    {
        var found = percolator.Snapshot().CreateMatcher().Match(Text(body)).ToArray();
        Array.Sort(found);
        return found;
    }

    [Fact]
    public void A_registered_query_matches_until_it_is_removed()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(7, new TermQuery("body", "incursion"));
        percolator.Register(8, new TermQuery("body", "qalamoun"));
        Assert.Equal([7], Match(percolator, "An incursion, again"));
        Assert.True(percolator.Remove(7));
        Assert.False(percolator.Remove(7));
        Assert.Empty(Match(percolator, "An incursion, again"));
        Assert.Equal(1, percolator.Count);
    }

    [Fact]
    public void A_replaced_query_matches_by_its_new_text_alone()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(7, new TermQuery("body", "incursion"));
        percolator.Register(7, new TermQuery("body", "qalamoun"));
        Assert.Equal([7], Match(percolator, "qalamoun"));
        Assert.Empty(Match(percolator, "incursion"));
        Assert.Equal(1, percolator.Count);
    }

    [Fact]
    public void A_snapshot_does_not_change()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(7, new TermQuery("body", "incursion"));
        var snapshot = percolator.Snapshot();
        Assert.Same(snapshot, percolator.Snapshot());
        percolator.Remove(7);
        percolator.Register(8, new TermQuery("body", "incursion"));
        Assert.Equal([7], snapshot.CreateMatcher().Match(Text("incursion")).ToArray());
        Assert.Equal([8], Match(percolator, "incursion"));
    }
}
