using System.Text;
using Search.Analysis.Stemming;

namespace Search.Analysis.Tests.Stemming;

public class StemCacheTests
{
    [Fact]
    public void A_word_has_its_own_stem_or_none_however_many_are_kept()
    {
        var (random, cache, kept) = (new Random(8), new StemCache(), new Dictionary<string, string>(StringComparer.Ordinal));
        var found = 0;
        for (var round = 0; round < 400_000; round++)
        {
            var word = "w" + random.Next(150_000) + new string('x', random.Next(3));
            var (batch, key) = Batch(word);
            var length = cache.Find(key, batch.MutableTerm(0));
            if (length >= 0)
            {
                found++;
                batch.TermLength[0] = length;
                Assert.Equal(kept[word], Encoding.UTF8.GetString(batch.Term(0)));
                continue;
            }
            var stem = StemOf(word, random);
            cache.Keep(key, Encoding.UTF8.GetBytes(stem));
            kept[word] = stem;
        }
        Assert.InRange(found, 10_000, 400_000);
    }

    [Fact]
    public void The_word_that_was_kept_last_is_known()
    {
        var cache = new StemCache();
        for (var word = 0; word < 100_000; word++)
        {
            var (batch, key) = Batch("word" + word);
            cache.Keep(key, "stem"u8);
            Assert.Equal(4, cache.Find(key, batch.MutableTerm(0)));
        }
    }

    [Fact]
    public void No_word_is_known_before_one_is_kept()
    {
        var (batch, key) = Batch("word");
        Assert.Equal(-1, new StemCache().Find(key, batch.MutableTerm(0)));
    }

    private static (TokenBatch Batch, System.Runtime.Intrinsics.Vector128<byte> Key) Batch(string word)
    {
        var batch = new TokenBatch { Count = 1 };
        batch.AppendTerm(0, Encoding.UTF8.GetBytes(word));
        return (batch, StemCache.KeyOf(batch, 0));
    }

    /// <summary>Of all kinds: none, the word's beginning, another one.</summary>
    private static string StemOf(string word, Random random) => random.Next(3) switch
    {
        0 => "",
        1 => word[..^1],
        _ => new string([.. word.Reverse()]),
    };
}
