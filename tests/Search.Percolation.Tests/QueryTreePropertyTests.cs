using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Testing.Model;
using RandomDocuments = Search.Percolation.Tests.Properties.RandomDocuments;

namespace Search.Percolation.Tests;

/// <summary>Random trees of every operator over random small documents, against running every query.</summary>
public sealed class QueryTreePropertyTests
{
    private const int Rounds = 1_000;
    private const int MostQueries = 60;
    private const int Documents = 3;

    [Fact]
    public void A_document_matches_exactly_the_queries_that_find_it_in_an_index_of_its_own()
    {
        var oracle = new Oracle(WordAnalyzer.Instance);
        var pairs = 0L;
        foreach (var seed in Seeds.Of(Rounds))
        {
            var source = new RandomDocuments(seed);
            var queries = new RandomQueries(source);
            Query[] trees = [.. Enumerable.Range(0, source.Random.Next(1, MostQueries)).Select(_ => queries.Next())];
            oracle.AssertAgrees(
                trees,
                [.. Enumerable.Range(0, Documents).Select(_ => source.Next())],
                $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1");
            pairs += trees.Length * Documents;
        }
        Assert.InRange(oracle.Matches, pairs / 12, pairs / 2);
    }
}
