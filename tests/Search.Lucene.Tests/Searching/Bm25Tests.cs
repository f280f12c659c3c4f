using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

public sealed class Bm25Tests
{
    /// <summary>Explained by Lucene 8.8: 1,000 documents of 20 terms on average, term in 10 documents, 3 times in a document of 17.</summary>
    [Fact]
    public void Scores_have_the_bits_of_the_formula_in_single_precision()
    {
        var similarity = new Bm25(1000, 20_000);
        var idf = (float)Math.Log(1 + (1000 - 10 + 0.5) / (10 + 0.5));
        Assert.Equal(BitConverter.SingleToInt32Bits(idf), BitConverter.SingleToInt32Bits(similarity.Idf(10)));
        var inverse = 1f / (1.2f * ((1 - 0.75f) + 0.75f * 17f / 20f));
        Assert.Equal(idf - idf / (1f + 3 * inverse), similarity.Score(idf, 3, 17));
    }

    [Fact]
    public void Scores_in_vectors_equal_scores_one_by_one()
    {
        var random = new Random(5);
        for (var length = 0; length < 70; length++)
        {
            var values = Enumerable.Range(0, length).Select(_ => random.NextSingle() * 20).ToArray();
            var vector = values.ToArray();
            Bm25.Saturate(vector, 3.7f);
            Bm25.SaturateScalar(values, 3.7f);
            Assert.Equal(values, vector);
        }
    }

    [Fact]
    public void Scores_grow_with_the_frequency_and_fall_with_the_length()
    {
        var similarity = new Bm25(1000, 300_000);
        for (var norm = 1; norm < 256; norm++)
        {
            for (var freq = 1; freq < 50; freq++)
            {
                Assert.True(similarity.Score(2f, freq + 1, (byte)norm) >= similarity.Score(2f, freq, (byte)norm));
                Assert.True(similarity.Score(2f, freq, (byte)(norm - 1)) >= similarity.Score(2f, freq, (byte)norm));
            }
        }
    }
}
