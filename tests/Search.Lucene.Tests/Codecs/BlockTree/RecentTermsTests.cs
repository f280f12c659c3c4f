using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Tests.Codecs.Postings;

namespace Search.Lucene.Tests.Codecs.BlockTree;

public sealed class RecentTermsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Terms_looked_for_again_and_again_are_where_they_were_whatever_their_hashes(bool equalHashes)
    {
        var names = SampleVocabulary.Named("random");
        using var segment = Segment(names);
        var random = new Random(3);
        var often = Enumerable.Range(0, 400).Select(_ => SampleVocabulary.Near(names, random)).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var term = random.Next(5) == 0 ? SampleVocabulary.Near(names, random) : often[random.Next(often.Length)];
            var hash = equalHashes ? 17 : term.Aggregate(5, (sum, next) => (sum * 31) + next);
            var found = segment.Terms.TryGet(term, out var expected);
            Assert.Equal(found, segment.Terms.TryGet(term, hash, out var state));
            Assert.Equal(found ? expected : default(TermState), state);
        }
    }

    [Fact]
    public void Looking_up_what_was_looked_up_lately_allocates_nothing()
    {
        var names = SampleVocabulary.Named("random");
        using var segment = Segment(names);
        var shared = segment.Terms;
        shared.TryGet(names[7], 7, out _);
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedByLookingUp(() => shared.TryGet(names[7], 7, out var _))));
    }

    private static SampleSegment Segment(byte[][] terms) => new(
        100, [.. terms.Select((term, i) => new SampleTerm(term, [new SamplePosting(i % 97, [i])]))], IndexOptions.DocsAndFreqsAndPositions);

    private static long AllocatedByLookingUp(Func<bool> lookUp)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            lookUp();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
