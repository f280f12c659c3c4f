using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Searching;

/// <summary>Phrases over positions as far apart as positions can be.</summary>
public sealed class FarPositionsTests
{
    private const int Last = InvertedField.MaxPosition;
    private const int Rounds = 400;

    /// <summary>The place of the second word was reckoned beyond the last number, came out negative, and its first occurrence was taken for the right one.</summary>
    [Fact]
    public void A_phrase_whose_gap_leads_beyond_the_last_position_is_not_found()
    {
        Assert.False(Occurs($"a@{Last - 1}", $"b@{Last}", new PhraseQuery("body", ["a", "b"], [0, 1_000])));
        Assert.False(Occurs("b@3", $"a@{Last}", new PhraseQuery("body", ["a", "b"], [0, int.MaxValue])));
        Assert.True(Occurs("a@0", $"b@{Last}", new PhraseQuery("body", ["a", "b"], [0, Last])));
        Assert.True(Occurs($"a@{Last - 1}", $"b@{Last}", new PhraseQuery("body", ["a", "b"])));
    }

    /// <summary>The length of the stretch did not fit and came out negative, which is within any slop.</summary>
    [Fact]
    public void Words_at_both_ends_of_a_document_are_not_near_each_other()
    {
        Assert.False(Occurs("b@0", $"a@{Last}", new PhraseQuery("body", ["a", "b"], [0, 1_000], slop: 5)));
        Assert.False(Occurs("b@0", $"a@{Last}", new PhraseQuery("body", ["a", "b"], [0, 1_000], slop: int.MaxValue)));
        Assert.True(Occurs("b@0", $"a@{Last}", new PhraseQuery("body", ["a", "b"], slop: int.MaxValue)));
    }

    /// <summary>Two or three words, each several times by the ends or the middle of a document, with gaps of any width.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Phrases_with_any_gap_and_slop_are_found_where_a_naive_search_finds_them(int seed)
    {
        var random = new Random(seed);
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var words = Enumerable.Range(0, random.Next(2, 4)).Select(i => (Word: ((char)('a' + i)).ToString(), Positions: Positions(random))).ToArray();
            int[] offsets = [0, .. Enumerable.Range(1, words.Length - 1).Select(_ => Number(random)).Order()];
            var slop = random.Next(3) switch { 0 => 0, 1 => random.Next(1, 6), _ => Number(random) };
            var query = new PhraseQuery("body", [.. words.Select(word => (TermBytes)word.Word)], offsets, slop);
            var text = words.SelectMany(word => word.Positions.Select(position => (word.Word, Position: position))).OrderBy(word => word.Position);
            var expected = IsNaivelyFound([.. words.Select((word, i) => word.Positions.Select(position => (long)position - offsets[i]).ToArray())], slop);
            Assert.True(expected == Occurs(string.Join(' ', text.Select(word => $"{word.Word}@{word.Position}")), "", query), $"seed {seed}, round {round}");
            Assert.True(expected == Checked(query, words.Select(word => word.Positions)), $"seed {seed}, round {round}, without an index");
            found += expected ? 1 : 0;
        }
        Assert.InRange(found, Rounds / 20, Rounds - (Rounds / 20));
    }

    /// <summary>Whether each word begins the phrase somewhere so that no two of these beginnings are further apart than the slop.</summary>
    private static bool IsNaivelyFound(long[][] starts, int slop) =>
        starts.SelectMany(all => all).Any(least => Array.TrueForAll(starts, all => all.Any(start => start >= least && start - least <= slop)));

    private static int[] Positions(Random random) => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Number(random)).Distinct().Order()];

    private static int Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(4),
        1 => Last - random.Next(4),
        2 => (Last / 2) + random.Next(4),
        _ => random.Next(Last),
    };

    private static bool Checked(PhraseQuery query, IEnumerable<int[]> positions)
    {
        var check = new PhraseCheck(query);
        foreach (var (place, of) in positions.Index())
            check.SetPositions(place, of);
        return check.Occurs();
    }

    private static bool Occurs(string first, string second, PhraseQuery query)
    {
        using var directory = new MemoryDirectory();
        using var writer = new IndexWriter(directory, new IndexWriterConfig(PlacedWordsTokenizer.Analyzer) { MergePolicy = MergePolicy.None });
        writer.AddDocument(new Document().Add(Field.Text("body", $"{first} {second}", stored: false)));
        using var reader = writer.OpenReader();
        return new IndexSearcher(reader).Count(query) == 1;
    }
}
