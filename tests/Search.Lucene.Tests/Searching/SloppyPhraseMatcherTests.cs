using Search.Lucene.Numerics;
using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class SloppyPhraseMatcherTests
{
    [Fact]
    public void Two_places_are_counted_as_any_number_of_them()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var (first, second) = (Positions(random), Positions(random));
            var (slop, offset) = (random.Next(1, 12), random.Next(0, 4));
            PositionSource[] Places() => [new Listed("one", 0, first), new Listed("two", offset, second)];
            Assert.Equal(Matcher(Places(), slop).FreqOfMany(), Matcher(Places(), slop).Freq());
        }
    }

    private static SloppyPhraseMatcher Matcher(PositionSource[] places, int slop) => new(places, places, slop, new SearchBudget(SearchOptions.Default));

    private static int[] Positions(Random random) => [.. Enumerable.Range(0, random.Next(1, random.Next(2) == 0 ? 4 : 40)).Select(_ => random.Next(0, 120)).Order()];

    private sealed class Listed(string term, int offset, int[] positions) : PositionSource([(TermBytes)term], offset)
    {
        private int _next;

        public override long Cost => 1;

        public override int Doc => 0;

        public override int Freq => positions.Length;

        public override ReadOnlySpan<int> BlockDocs => default;

        public override int BlockIndex => 0;

        public override int NextDoc() => End;

        public override int Advance(int target) => End;

        public override void MoveInBlock(int index)
        {
            // One document.
        }

        public override ShiftedList Starts() => new(positions, positions.Length, Offset);

        public override int NextPosition() => _next < positions.Length ? positions[_next++] : End;
    }
}
