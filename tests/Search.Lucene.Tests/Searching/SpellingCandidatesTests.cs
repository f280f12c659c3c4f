using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class SpellingCandidatesTests
{
    [Fact]
    public void Candidates_are_near_and_more_frequent_and_the_nearest_come_first()
    {
        using var index = Index("lebanon", "lebanon", "lebanon", "lebanese", "lebann", "lebanx", "lebanx");
        Assert.Equal(
            [new SpellingCandidate("lebanon", 1, 3), new SpellingCandidate("lebanx", 1, 2)],
            SpellingCandidates.Of(index.Searcher, ["body"], "lebann", 2, 1));
        Assert.Empty(SpellingCandidates.Of(index.Searcher, ["body"], "lebanon", 2, 1));
    }

    [Fact]
    public void Two_neighbours_exchanged_are_one_edit()
    {
        using var index = Index("aleppo");
        Assert.Equal([new SpellingCandidate("aleppo", 1, 1)], SpellingCandidates.Of(index.Searcher, ["body"], "alpepo", 1, 1));
    }

    [Fact]
    public void A_word_that_is_too_long_has_none()
    {
        using var index = Index("aleppo");
        Assert.Empty(SpellingCandidates.Of(index.Searcher, ["body"], new string('a', 20_000), 2, 0));
    }

    [Fact]
    public void Frequencies_of_all_segments_count_and_of_fields_the_greatest()
    {
        using var index = new TestIndex([.. Enumerable.Range(0, 9).Select(i => new TestDocument(i, ["homs"], "t", null))], segments: 3);
        Assert.Equal([new SpellingCandidate("homs", 1, 9)], SpellingCandidates.Of(index.Searcher, ["body", "tag"], "homs2", 1, 1));
    }

    private static TestIndex Index(params string[] words) => new([.. words.Select((word, i) => new TestDocument(i, [word], "t", null))]);
}
