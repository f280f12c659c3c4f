using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>Phrases of words that most documents have many times, so that candidates fill blocks and positions run over several.</summary>
public sealed class FrequentPhraseTests
{
    private const int Vocabulary = 4;

    [Theory]
    [InlineData(1, 700, 1, 30)]
    [InlineData(2, 2_500, 2, 12)]
    [InlineData(3, 300, 1, 400)]
    public void Phrases_are_where_looking_at_every_document_finds_them(int seed, int documents, int segments, int words)
    {
        var random = new Random(seed);
        TestDocument[] made = [.. Enumerable.Range(0, documents).Select(id => Document(random, id, words))];
        using var index = new TestIndex(made, segments);
        var naive = new NaiveSearch(index.Segments);
        for (var i = 0; i < 60; i++)
        {
            var query = new PhraseQuery("body", Enumerable.Range(0, random.Next(2, 5)).Select(_ => (TermBytes)Word(random)));
            var expected = naive.Search(query);
            Assert.Equal(expected.Take(10), index.Searcher.Search(query, 10).Hits);
            Assert.Equal(expected, index.Searcher.Search(query, documents, new SearchOptions { ExactCount = true }).Hits);
        }
    }

    [Theory]
    [InlineData(4, 2_500, 2, 12)]
    [InlineData(5, 300, 1, 400)]
    public void Near_words_are_found_in_blocks_as_in_one_document_after_the_other(int seed, int documents, int segments, int words)
    {
        var random = new Random(seed);
        TestDocument[] made = [.. Enumerable.Range(0, documents).Select(id => Document(random, id, words))];
        using var index = new TestIndex(made, segments);
        for (var i = 0; i < 60; i++)
        {
            var query = new PhraseQuery("body", Enumerable.Range(0, random.Next(2, 4)).Select(_ => (TermBytes)Word(random)), slop: random.Next(1, 6));
            var expected = index.Searcher.Search(query, documents, new SearchOptions { Exhaustive = true }).Hits;
            Assert.Equal(expected.Take(10), index.Searcher.Search(query, 10).Hits);
            Assert.Equal(expected, index.Searcher.Search(query, documents, new SearchOptions { ExactCount = true }).Hits);
        }
    }

    private static TestDocument Document(Random random, int id, int words) =>
        new(id, [.. Enumerable.Range(0, random.Next(1, words)).Select(_ => Word(random))], "t", null);

    /// <summary>The last of the vocabulary is rare.</summary>
    private static string Word(Random random) => "w" + (char)('a' + (random.Next(0, 60) == 0 ? Vocabulary : random.Next(0, Vocabulary)));
}
