using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class ConjunctionScorerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_document_of_the_leading_word_alone_does_not_match_when_it_is_asked_about_after_a_block(bool isScored)
    {
        using var index = new TestIndex(seed: 3, documents: 3_000, segments: 1, deleted: 0);
        var query = BooleanQuery.All([new TermQuery("body", "wa"), new TermQuery("body", "wc")]);
        var matches = new HashSet<int>();
        index.Searcher.ForEachMatch(query, doc => matches.Add(doc));
        for (var upTo = 100; upTo < 2_900; upTo += 7)
        {
            using var context = new SearchContext(index.Searcher, new SearchPools(), new SearchBudget(SearchOptions.Default));
            var scorer = query.CreateWeight(context, isScored, 1f).Scorer(index.Searcher.Leaves[0])!;
            var batch = new DocBatch();
            for (int count, from = 0; (count = scorer.Fill(batch, from, upTo)) > 0; from = batch.Docs[count - 1] + 1)
                Assert.Subset(matches, batch.Docs[..count].ToHashSet());
            var scores = new float[1];
            for (var doc = upTo; doc < upTo + 40; doc++)
            {
                scorer.Probe([doc], scores);
                Assert.Equal(matches.Contains(doc), scores[0] >= 0);
            }
        }
    }
}
