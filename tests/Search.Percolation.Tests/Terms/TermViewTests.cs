using System.Text;
using Search.Analysis;
using Search.Percolation.Terms;

namespace Search.Percolation.Tests.Terms;

public class TermViewTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(600)]
    [InlineData(20_000)]
    public void A_block_of_tokens_finds_what_each_token_finds_alone(int terms)
    {
        var (random, dictionary) = (new Random(terms), new TermDictionary());
        for (var term = 0; term < terms; term++)
            dictionary.FindOrAdd(term % 3, Term(random));
        var (view, batch, ids) = (dictionary.View, new TokenBatch(), new int[TokenBatch.Capacity]);
        for (var round = 0; round < 200; round++)
        {
            Fill(batch, random, round);
            var field = random.Next(4);
            view.Find(field, batch, ids);
            for (var i = 0; i < batch.Count; i++)
                Assert.Equal(view.Find(field, batch.Term(i)), ids[i]);
        }
    }

    [Fact]
    public void Terms_added_later_are_not_seen()
    {
        var dictionary = new TermDictionary();
        dictionary.FindOrAdd(1, "old"u8);
        var (view, batch, ids) = (dictionary.View, new TokenBatch { Count = 2 }, new int[TokenBatch.Capacity]);
        dictionary.FindOrAdd(1, "new"u8);
        batch.AppendTerm(0, "old"u8);
        batch.AppendTerm(1, "new"u8);
        view.Find(1, batch, ids);
        Assert.Equal((0, -1), (ids[0], ids[1]));
    }

    private static void Fill(TokenBatch batch, Random random, int round)
    {
        batch.Clear();
        batch.Count = Math.Min(round, TokenBatch.Capacity);
        for (var i = 0; i < batch.Count; i++)
            batch.AppendTerm(i, Term(random));
    }

    /// <summary>Few enough that many are met again, of all lengths around eight bytes.</summary>
    private static byte[] Term(Random random) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ab", random.Next(10))) + random.Next(300));
}
