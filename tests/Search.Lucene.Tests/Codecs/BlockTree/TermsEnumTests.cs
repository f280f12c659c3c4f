using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Tests.Codecs.Postings;

namespace Search.Lucene.Tests.Codecs.BlockTree;

public sealed class TermsEnumTests
{
    public static TheoryData<string> Vocabularies => ["random", "ids", "numbers", "long", "nested", "bytes", "one", "empty"];

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void All_terms_come_in_order(string vocabulary)
    {
        var terms = SampleVocabulary.Named(vocabulary);
        using var segment = Segment(terms);
        var enumerator = segment.Terms.Enumerate();
        foreach (var term in terms)
        {
            Assert.True(enumerator.MoveNext());
            Assert.True(enumerator.Term.SequenceEqual(term));
        }
        Assert.False(enumerator.MoveNext());
        Assert.Throws<InvalidOperationException>(() => enumerator.State);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Seeking_comes_to_where_a_sorted_list_says(string vocabulary)
    {
        var terms = SampleVocabulary.Named(vocabulary);
        using var segment = Segment(terms);
        AssertSeeks(segment, terms, new Random(5), rounds: 2000);
    }

    [Fact]
    public void Seeking_in_any_vocabulary_comes_to_where_a_sorted_list_says() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var terms = SampleTerms.Bytes(random, random.Next(1, 800));
            using var segment = Segment(terms);
            AssertSeeks(segment, terms, random, rounds: 200);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void States_lead_to_the_postings_of_their_terms_in_any_order(string vocabulary)
    {
        var terms = SampleVocabulary.Named(vocabulary);
        using var segment = Segment(terms);
        var random = new Random(3);
        var enumerator = segment.Terms.Enumerate();
        for (var round = 0; round < 500; round++)
        {
            var index = random.Next(terms.Length);
            if (random.Next(2) == 0)
                Assert.True(enumerator.SeekExact(terms[index]));
            else
                Assert.Equal(SeekStatus.Found, enumerator.SeekCeil(terms[index]));
            for (; index < terms.Length && random.Next(4) > 0; index++)
            {
                if (random.Next(2) == 0)
                    AssertState(segment, enumerator.State, index);
                Assert.Equal(index + 1 < terms.Length, enumerator.MoveNext());
            }
        }
    }

    [Fact]
    public void Equal_looks_from_several_threads_find_the_same()
    {
        var terms = SampleVocabulary.Named("random");
        using var segment = Segment(terms);
        var shared = segment.Terms;
        Parallel.For(0, 8, _ => LookUp(shared, terms));
    }

    [Fact]
    public void Looking_terms_up_does_not_allocate()
    {
        var terms = SampleVocabulary.Named("random");
        using var segment = Segment(terms);
        var shared = segment.Terms;
        LookUp(shared, terms);
        // Now and then, on a busy machine, the runtime counts some bytes of its own to a thread; what a look allocated would come in each round.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedByLookingUp(shared, terms)));
    }

    private static long AllocatedByLookingUp(Terms shared, byte[][] terms)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        LookUp(shared, terms);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void LookUp(Terms shared, byte[][] terms)
    {
        foreach (var term in terms)
        {
            if (!shared.TryGet(term, out _))
                Assert.Fail("a term was not found");
        }
    }

    private static void AssertSeeks(SampleSegment segment, byte[][] terms, Random random, int rounds)
    {
        var enumerator = segment.Terms.Enumerate();
        for (var round = 0; round < rounds; round++)
        {
            var target = SampleVocabulary.Near(terms, random);
            var found = Array.BinarySearch(terms, target, SampleVocabulary.Order);
            Assert.Equal(found >= 0, segment.Terms.TryGet(target, out _));
            if (random.Next(3) == 0)
            {
                Assert.Equal(found >= 0, enumerator.SeekExact(target));
                if (found >= 0)
                    AssertWalk(enumerator, terms, found, random);
                continue;
            }
            var ceiling = found >= 0 ? found : ~found;
            var status = ceiling == terms.Length ? SeekStatus.End : found >= 0 ? SeekStatus.Found : SeekStatus.NotFound;
            Assert.Equal(status, enumerator.SeekCeil(target));
            AssertWalk(enumerator, terms, ceiling, random);
        }
    }

    private static void AssertWalk(TermsEnum enumerator, byte[][] terms, int at, Random random)
    {
        for (; at < terms.Length; at++)
        {
            Assert.True(enumerator.Term.SequenceEqual(terms[at]));
            if (random.Next(3) == 0)
                return;
            Assert.Equal(at + 1 < terms.Length, enumerator.MoveNext());
        }
        Assert.False(enumerator.MoveNext());
    }

    private static void AssertState(SampleSegment segment, TermState state, int index)
    {
        Assert.Equal(1 + (index % 3), state.DocFreq);
        var cursor = new PostingsCursor();
        cursor.Reset(segment.Terms, state, PostingsFeatures.Docs);
        Assert.Equal(index % 97, cursor.NextDoc());
    }

    /// <summary>Term number n lies in 1 + n % 3 documents from n % 97 on.</summary>
    private static SampleSegment Segment(byte[][] terms) =>
        new(100, [.. terms.Select(Sample)], IndexOptions.DocsAndFreqsAndPositions);

    private static SampleTerm Sample(byte[] term, int index) =>
        new(term, [.. Enumerable.Range(index % 97, 1 + (index % 3)).Select(doc => new SamplePosting(doc, [index]))]);
}
