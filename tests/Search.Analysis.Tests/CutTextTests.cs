using System.Text;
using Search.Analysis.Articles;

namespace Search.Analysis.Tests;

/// <summary>Texts that were cut before against the streams that cut them.</summary>
public class CutTextTests
{
    private const int Rounds = 300;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public void A_cut_text_gives_the_terms_and_increments_of_its_stream(string language)
    {
        var (random, cutter) = (new Random(1), new CutText.Cutter());
        TokenStream[] streams = [new WordsAnalyzer(language).CreateStream("body"), new StemsAnalyzer(language).CreateStream("body")];
        for (var round = 0; round < Rounds; round++)
        {
            var text = RandomTexts.Bytes(random);
            foreach (var stream in streams)
                Assert.Equal(Tokens.All(stream, text).Select(token => (token.Term, token.Increment)), Read(cutter.Cut(stream, text)));
        }
    }

    [Fact]
    public void It_may_be_read_again_whatever_was_done_to_the_blocks()
    {
        var text = new CutText.Cutter().Cut(new WordsAnalyzer("en").CreateStream("body"), Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 1_000).Select(number => $"word{number}"))));
        var (batch, place) = (new TokenBatch(), default(CutPlace));
        while (text.Next(ref place, batch))
        {
            batch.MutableTerm(0).Clear();
            batch.TermLength.AsSpan().Clear();
        }
        Assert.Equal(Enumerable.Range(0, 1_000).Select(number => ($"word{number}", 1)), Read(text));
    }

    [Fact]
    public void A_text_without_words_has_no_block()
    {
        var text = new CutText.Cutter().Cut(new StemsAnalyzer("en").CreateStream("body"), "the of and"u8.ToArray());
        Assert.Empty(Read(text));
        Assert.Equal(0, text.Bytes);
    }

    private static List<(string Term, int Increment)> Read(CutText text)
    {
        var (tokens, batch, place) = (new List<(string Term, int Increment)>(), new TokenBatch(), default(CutPlace));
        while (text.Next(ref place, batch))
        {
            for (var i = 0; i < batch.Count; i++)
                tokens.Add((Encoding.UTF8.GetString(batch.Term(i)), batch.PositionIncrement[i]));
        }
        Assert.Equal(0, batch.Count);
        return tokens;
    }
}
