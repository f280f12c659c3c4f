using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class PostingsRoundTripTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 200)]
    [InlineData(3, 5_000)]
    [InlineData(4, 40_000)]
    public void What_is_written_is_read_back(int seed, int maxDoc)
    {
        var random = new Random(seed);
        var terms = SampleTerms.Terms(random, maxDoc, 150);
        foreach (var options in SampleSegment.AllOptions)
        {
            using var segment = new SampleSegment(maxDoc, terms, options, chunk: random.Next(1, 500));
            segment.Reader.CheckIntegrity();
            AssertStatistics(terms, segment.Terms, options);
            AssertTerms(terms, segment.Terms, options);
        }
    }

    private static void AssertStatistics(SampleTerm[] terms, Terms actual, IndexOptions options)
    {
        Assert.Equal(terms.Length, actual.Count);
        Assert.Equal(terms[0].Term, actual.Min);
        Assert.Equal(terms[^1].Term, actual.Max);
        Assert.Equal(terms.Sum(term => (long)term.Postings.Length), actual.SumDocFreq);
        Assert.Equal(terms.SelectMany(term => term.Postings).Select(posting => posting.Doc).Distinct().Count(), actual.DocCount);
        var occurrences = terms.Sum(term => term.Postings.Sum(posting => (long)(options == IndexOptions.Docs ? 1 : posting.Freq)));
        Assert.Equal(occurrences, actual.SumTotalTermFreq);
    }

    private static void AssertTerms(SampleTerm[] terms, Terms actual, IndexOptions options)
    {
        var cursor = new PostingsCursor();
        var enumerator = actual.Enumerate();
        foreach (var term in terms)
        {
            Assert.True(enumerator.MoveNext());
            Assert.Equal(term.Term, enumerator.Term);
            Assert.True(actual.TryGet(term.Term, out var state));
            Assert.Equal(state, enumerator.State);
            Assert.Equal(term.Postings.Length, state.DocFreq);
            cursor.Reset(actual, state, PostingsFeatures.Positions);
            AssertPostings(term, cursor, options);
        }
        Assert.False(enumerator.MoveNext());
        Assert.False(enumerator.MoveNext());
    }

    private static void AssertPostings(SampleTerm term, PostingsCursor cursor, IndexOptions options)
    {
        Assert.Equal(-1, cursor.Doc);
        foreach (var posting in term.Postings)
        {
            Assert.Equal(posting.Doc, cursor.NextDoc());
            Assert.Equal(options == IndexOptions.Docs ? 1 : posting.Freq, cursor.Freq);
            if (options == IndexOptions.DocsAndFreqsAndPositions)
            {
                foreach (var position in posting.Positions)
                    Assert.Equal(position, cursor.NextPosition());
            }
            Assert.Equal(PostingsCursor.End, cursor.NextPosition());
        }
        Assert.Equal(PostingsCursor.End, cursor.NextDoc());
        Assert.Equal(PostingsCursor.End, cursor.Doc);
        Assert.Equal(PostingsCursor.End, cursor.NextDoc());
    }
}
