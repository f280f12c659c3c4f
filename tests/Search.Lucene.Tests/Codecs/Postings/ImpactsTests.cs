using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class ImpactsTests
{
    private static readonly byte[] Term = [1];

    [Theory]
    [InlineData(129)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(1200)]
    [InlineData(30_000)]
    public void Every_level_covers_its_stretch_and_no_document_beats_its_impacts(int size)
    {
        var random = new Random(size);
        var postings = SampleTerms.Postings(random, 3 * size, size);
        var norms = new byte[3 * size];
        random.NextBytes(norms);
        foreach (var options in new[] { IndexOptions.DocsAndFreqs, IndexOptions.DocsAndFreqsAndPositions })
        {
            using var segment = new SampleSegment(norms.Length, [new SampleTerm(Term, postings)], options, norms);
            var cursor = segment.Open(Term);
            for (var target = 0; target < norms.Length; target += random.Next(1, 400))
            {
                cursor.AdvanceShallow(target);
                AssertImpacts(cursor, postings, norms, target);
            }
        }
    }

    [Fact]
    public void Impacts_are_the_competitive_pairs_of_the_block_and_no_others()
    {
        SamplePosting[] postings = [.. Enumerable.Range(0, 129).Select(doc => new SamplePosting(doc, new int[1 + (doc % 4)]))];
        var norms = new byte[129];
        for (var doc = 0; doc < norms.Length; doc++)
            norms[doc] = (byte)((doc % 4) switch { 0 => 5, 1 => 0, 2 => 9, _ => 200 });
        using var segment = new SampleSegment(129, [new SampleTerm(Term, postings)], IndexOptions.DocsAndFreqs, norms);
        var cursor = segment.Open(Term);
        cursor.AdvanceShallow(0);
        Assert.Equal(1, cursor.ImpactLevels);
        Assert.Equal(127, cursor.ImpactUpTo(0));
        // Freq 1 of norm 5 is beaten by freq 2 of norm 1, which is what a missing norm counts as.
        Assert.Equal([new Impact(2, 1), new Impact(3, 9), new Impact(4, 200)], cursor.Impacts(0).ToArray());
    }

    [Fact]
    public void The_last_block_and_short_terms_say_nothing()
    {
        var postings = SampleTerms.Postings(new Random(1), 1000, 300);
        using var segment = new SampleSegment(1000, [new SampleTerm(Term, postings), new SampleTerm([2], postings[..128])], IndexOptions.DocsAndFreqs);
        var cursor = segment.Open(Term);
        cursor.AdvanceShallow(postings[256].Doc);
        AssertNothing(cursor);
        cursor = segment.Open([2]);
        AssertNothing(cursor);
        cursor.AdvanceShallow(3);
        AssertNothing(cursor);
    }

    [Fact]
    public void Without_norms_and_freqs_every_impact_is_one()
    {
        var postings = SampleTerms.Postings(new Random(1), 1000, 300);
        using var segment = new SampleSegment(1000, [new SampleTerm(Term, postings)], IndexOptions.Docs);
        var cursor = segment.Open(Term);
        cursor.AdvanceShallow(0);
        Assert.Equal([new Impact(1, 1)], cursor.Impacts(0).ToArray());
    }

    private static void AssertNothing(PostingsCursor cursor)
    {
        Assert.Equal(1, cursor.ImpactLevels);
        Assert.Equal(PostingsCursor.End, cursor.ImpactUpTo(0));
        Assert.Equal([new Impact(int.MaxValue, 1)], cursor.Impacts(0).ToArray());
    }

    private static void AssertImpacts(PostingsCursor cursor, SamplePosting[] postings, byte[] norms, int target)
    {
        var first = Array.FindIndex(postings, posting => posting.Doc >= target);
        var block = first < 0 ? postings.Length / 128 : first / 128;
        var entries = (postings.Length - 1) / 128;
        for (var level = 0; level < cursor.ImpactLevels; level++)
        {
            var width = 1 << (3 * level);
            var end = ((block / width) + 1) * width;
            if (end > entries)
            {
                Assert.Equal((1, PostingsCursor.End), (cursor.ImpactLevels, cursor.ImpactUpTo(level)));
                return;
            }
            var stretch = postings[(128 * (end - width))..(128 * end)];
            Assert.Equal(stretch[^1].Doc, cursor.ImpactUpTo(level));
            Assert.Equal(Competitive(stretch, norms), cursor.Impacts(level).ToArray());
        }
    }

    private static Impact[] Competitive(SamplePosting[] stretch, byte[] norms)
    {
        var pairs = stretch.Select(posting => new Impact(posting.Freq, Math.Max((byte)1, norms[posting.Doc]))).Distinct().ToArray();
        return [.. pairs.Where(pair => !pairs.Any(other => other != pair && other.Freq >= pair.Freq && other.Norm <= pair.Norm)).OrderBy(pair => pair.Freq)];
    }
}
