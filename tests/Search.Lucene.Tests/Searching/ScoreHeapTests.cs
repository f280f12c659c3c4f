using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class ScoreHeapTests
{
    [Fact]
    public void Keeps_the_best_and_breaks_ties_by_document()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var places = random.Next(1, 20);
            var offset = random.Next(0, places);
            var heap = new ScoreHeap(places);
            var scores = Enumerable.Range(0, random.Next(0, 60)).Select(_ => (float)random.Next(0, 8)).ToArray();
            for (var doc = 0; doc < scores.Length; doc++)
            {
                if (scores[doc] > heap.Least)
                    heap.Add(doc, scores[doc]);
            }
            var expected = scores.Select((score, doc) => new ScoreDoc(doc, score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Doc)
                .Take(places).Skip(offset);
            Assert.Equal(expected, heap.Drain(offset));
        }
    }
}
