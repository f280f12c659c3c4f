using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Codecs.Postings;

public sealed class PostingsCursorTests
{
    private static readonly byte[] Term = [1, 2];

    public static TheoryData<int> Sizes => [1, 2, 127, 128, 129, 255, 256, 257, 1024, 1025, 1153, 8 * 1024, 70_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Advance_comes_to_the_document_of_a_plain_search_and_positions_follow(int size)
    {
        foreach (var options in SampleSegment.AllOptions)
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var random = new Random(seed);
                var postings = SampleTerms.Postings(random, (3 * size) + 10, size);
                using var segment = Segment(postings, options);
                var cursor = segment.Open(Term);
                var stride = 1 << random.Next(0, 16);
                Walk(cursor, postings, options, random, stride);
            }
        }
    }

    [Fact]
    public void Any_mix_of_moves_is_that_of_a_naive_cursor() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var size = random.Next(1, 3000);
            var postings = SampleTerms.Postings(random, (2 * size) + random.Next(1, 5000), size);
            using var segment = Segment(postings, IndexOptions.DocsAndFreqsAndPositions);
            Walk(segment.Open(Term), postings, IndexOptions.DocsAndFreqsAndPositions, random, random.Next(1, 2000));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Blocks_hold_all_documents_and_freqs(int size)
    {
        var postings = SampleTerms.Postings(new Random(size), 2 * size, size);
        using var segment = Segment(postings, IndexOptions.DocsAndFreqsAndPositions);
        var cursor = segment.Open(Term, PostingsFeatures.Freqs);
        Assert.True(cursor.BlockDocs.IsEmpty);
        var docs = new List<int>();
        var freqs = new List<int>();
        while (cursor.NextBlock())
        {
            Assert.Equal(cursor.BlockDocs[0], cursor.Doc);
            docs.AddRange(cursor.BlockDocs);
            if (docs.Count % 3 != 0)
                freqs.AddRange(cursor.BlockFreqs);
            else
                freqs.AddRange(postings.Skip(freqs.Count).Take(cursor.BlockDocs.Length).Select(posting => posting.Freq));
        }
        Assert.Equal(postings.Select(posting => posting.Doc), docs);
        Assert.Equal(postings.Select(posting => posting.Freq), freqs);
        Assert.Equal(PostingsCursor.End, cursor.Doc);
        Assert.True(cursor.BlockDocs.IsEmpty);
        Assert.True(cursor.BlockFreqs.IsEmpty);
    }

    [Fact]
    public void A_block_begins_at_the_present_document()
    {
        var postings = SampleTerms.Postings(new Random(1), 5000, 1000);
        using var segment = Segment(postings, IndexOptions.DocsAndFreqs);
        var cursor = segment.Open(Term);
        cursor.Advance(postings[300].Doc);
        Assert.Equal(postings.Skip(300).Take(cursor.BlockDocs.Length).Select(posting => posting.Doc), cursor.BlockDocs.ToArray());
        Assert.True(cursor.NextBlock());
        Assert.Equal(postings[384].Doc, cursor.Doc);
    }

    [Fact]
    public void Advancing_to_a_document_that_is_not_ahead_does_not_move()
    {
        var postings = SampleTerms.Postings(new Random(1), 900, 300);
        using var segment = Segment(postings, IndexOptions.DocsAndFreqs);
        var cursor = segment.Open(Term);
        var doc = cursor.Advance(postings[200].Doc);
        Assert.Equal(doc, cursor.Advance(doc));
        Assert.Equal(doc, cursor.Advance(0));
        Assert.Equal(PostingsCursor.End, cursor.Advance(PostingsCursor.End));
        Assert.Equal(PostingsCursor.End, cursor.Advance(5));
    }

    [Fact]
    public void Positions_that_were_not_asked_for_are_not_there()
    {
        var postings = SampleTerms.Postings(new Random(1), 900, 300);
        using var segment = Segment(postings, IndexOptions.DocsAndFreqsAndPositions);
        var cursor = segment.Open(Term, PostingsFeatures.Freqs);
        Assert.Equal(PostingsCursor.End, cursor.NextPosition());
        foreach (var posting in postings)
        {
            Assert.Equal(posting.Doc, cursor.NextDoc());
            Assert.Equal(PostingsCursor.End, cursor.NextPosition());
            Assert.Equal(posting.Freq, cursor.Freq);
        }
    }

    [Fact]
    public void Huge_freqs_and_positions_are_kept()
    {
        SamplePosting[] postings = [new(7, [.. Enumerable.Range(0, 100_000)]), new(9, [int.MaxValue - 1]), new(20_000_000, [0, int.MaxValue - 1])];
        using var segment = new SampleSegment(20_000_001, [new SampleTerm([], postings)], IndexOptions.DocsAndFreqsAndPositions);
        var cursor = segment.Open([]);
        foreach (var posting in postings)
        {
            Assert.Equal(posting.Doc, cursor.NextDoc());
            Assert.Equal(posting.Freq, cursor.Freq);
            var positions = new int[posting.Freq];
            Assert.Equal(posting.Freq, cursor.ReadPositions(positions));
            Assert.Equal(posting.Positions, positions);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void Positions_of_some_documents_of_a_block_are_those_of_each_by_itself(int size)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var postings = SampleTerms.Postings(random, 3 * size, size);
            using var segment = Segment(postings, IndexOptions.DocsAndFreqsAndPositions);
            var cursor = segment.Open(Term);
            while (cursor.Advance(cursor.Doc + 1 + random.Next(0, random.Next(2) == 0 ? 40 : 2000)) != PostingsCursor.End)
            {
                var first = Array.FindIndex(postings, posting => posting.Doc == cursor.Doc);
                var at = cursor.BlockIndex;
                byte[] indexes = [.. Enumerable.Range(at, cursor.BlockDocs.Length).Where(_ => random.Next(4) == 0).Select(index => (byte)index)];
                if (cursor.TryPositions(indexes, out var positions))
                {
                    foreach (var index in indexes)
                        Assert.Equal(postings[first + index - at].Positions, Values(positions.List(index, 0)));
                    cursor.MoveInBlock(indexes[^1]);
                    Assert.Equal(postings[first + indexes[^1] - at].Doc, cursor.Doc);
                }
                Assert.Equal(postings[first + cursor.BlockIndex - at].Positions, Values(cursor.Positions(0)));
            }
        }
    }

    [Fact]
    public void Every_document_of_a_dense_term_is_there()
    {
        SamplePosting[] postings = [.. Enumerable.Range(0, 3000).Select(doc => new SamplePosting(doc, [doc % 7]))];
        foreach (var options in SampleSegment.AllOptions)
        {
            using var segment = new SampleSegment(3000, [new SampleTerm(Term, postings)], options);
            var cursor = segment.Open(Term);
            for (var doc = 0; doc < 3000; doc++)
                Assert.Equal(doc, cursor.NextDoc());
            cursor = segment.Open(Term);
            Assert.Equal(2999, cursor.Advance(2999));
            Assert.Equal(PostingsCursor.End, cursor.NextDoc());
        }
    }

    private static int[] Values(ShiftedList list)
    {
        var values = new int[list.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = list[i];
        return values;
    }

    private static SampleSegment Segment(SamplePosting[] postings, IndexOptions options) =>
        new(postings[^1].Doc + 1, [new SampleTerm(Term, postings)], options);

    private static void Walk(PostingsCursor cursor, SamplePosting[] postings, IndexOptions options, Random random, int stride)
    {
        var at = -1;
        while (at < postings.Length)
        {
            at = Move(cursor, postings, random, stride, at);
            if (at == postings.Length)
            {
                Assert.Equal(PostingsCursor.End, cursor.Doc);
                return;
            }
            Assert.Equal(postings[at].Doc, cursor.Doc);
            Look(cursor, postings[at], options, random);
        }
    }

    private static int Move(PostingsCursor cursor, SamplePosting[] postings, Random random, int stride, int at)
    {
        if (random.Next(3) == 0)
        {
            cursor.NextDoc();
            return at + 1;
        }
        var target = (at < 0 ? 0 : postings[at].Doc + 1) + random.Next(stride);
        if (random.Next(4) == 0)
            cursor.AdvanceShallow(target + (random.Next(3) == 0 ? random.Next(stride) : 0));
        cursor.Advance(target);
        for (at++; at < postings.Length && postings[at].Doc < target;)
            at++;
        return at;
    }

    private static void Look(PostingsCursor cursor, SamplePosting posting, IndexOptions options, Random random)
    {
        if (random.Next(2) == 0)
            Assert.Equal(options == IndexOptions.Docs ? 1 : posting.Freq, cursor.Freq);
        if (options != IndexOptions.DocsAndFreqsAndPositions)
            return;
        // Sometimes all positions, sometimes some, sometimes none.
        var count = Math.Min(posting.Freq, random.Next(3) * random.Next(posting.Freq + 1));
        foreach (var position in posting.Positions.Take(count))
            Assert.Equal(position, cursor.NextPosition());
        if (random.Next(4) != 0)
            return;
        var rest = new int[posting.Freq];
        Assert.Equal(posting.Freq - count, cursor.ReadPositions(rest));
        Assert.Equal(posting.Positions[count..], rest[..(posting.Freq - count)]);
    }
}
