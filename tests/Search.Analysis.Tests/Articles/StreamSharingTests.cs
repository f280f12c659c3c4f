using System.Text;
using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

/// <summary>Streams that share against streams that cut each text themselves.</summary>
public class StreamSharingTests
{
    private const int Rounds = 400;

    public static TheoryData<string?> Languages => [null, "en", "ar", "fa", "nl", "fr", "it", "tr", "de", "ru", "lb"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Streams_that_share_give_the_tokens_of_streams_that_do_not(string? language)
    {
        var random = new Random(1);
        var (shared, alone) = (new Reader(language, new StreamSharing()), new Reader(language, sharing: null));
        for (var round = 0; round < Rounds; round++)
        {
            var (title, body) = (RandomTexts.Bytes(random), RandomTexts.Bytes(random));
            shared.Forget();
            foreach (var text in (byte[][])[title, body, title])
            {
                Assert.Equal(alone.Words(text), shared.Words(text));
                Assert.Equal(alone.Stems(text), shared.Stems(text));
            }
        }
    }

    [Theory]
    [InlineData("Hamas met. Then Hamas left.")]
    [InlineData("Rebels Take Villages After Long Sieges")]
    [InlineData("REBELS TAKE VILLAGES")]
    [InlineData("The WHO's Élan IS here: Élan's villages, McDonald's")]
    public void Names_and_headlines_are_told_by_streams_that_share(string text)
    {
        var (shared, alone) = (new Reader("en", new StreamSharing()), new Reader("en", sharing: null));
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(alone.Words(utf8), shared.Words(utf8));
        Assert.Equal(alone.Stems(utf8), shared.Stems(utf8));
    }

    [Fact]
    public void Stems_may_be_asked_for_first()
    {
        var (shared, alone) = (new Reader("en", new StreamSharing()), new Reader("en", sharing: null));
        var text = "The WHO met Hamas. Villages burned."u8.ToArray();
        Assert.Equal(alone.Stems(text), shared.Stems(text));
        Assert.Equal(alone.Words(text), shared.Words(text));
    }

    [Fact]
    public void A_text_too_long_to_be_kept_is_cut_by_each_stream()
    {
        var random = new Random(2);
        var text = new List<byte>();
        while (text.Count <= FoldedWords.LongestKept)
            text.AddRange(RandomTexts.Text(random));
        var (shared, alone) = (new Reader("en", new StreamSharing()), new Reader("en", sharing: null));
        byte[] whole = [.. text];
        Assert.Equal(alone.Words(whole), shared.Words(whole));
        Assert.Equal(alone.Stems(whole), shared.Stems(whole));
    }

    [Fact]
    public void Memory_that_was_written_anew_is_read_anew_once_forgotten()
    {
        var reader = new Reader("en", new StreamSharing());
        var text = "villages"u8.ToArray();
        reader.Words(text);
        "fighters"u8.CopyTo(text);
        reader.Forget();
        Assert.Equal("fighters", reader.Words(text).Single().Term);
        Assert.Equal("fighter", reader.Stems(text).Single().Term);
    }

    /// <summary>The streams of words and of stems that one reader of documents uses.</summary>
    private sealed class Reader(string? language, StreamSharing? sharing)
    {
        private readonly TokenStream _words = Make(new WordsAnalyzer(language), sharing);
        private readonly TokenStream _stems = Make(new StemsAnalyzer(language), sharing);

        public void Forget() => sharing?.Forget();

        public IEnumerable<Token> Words(byte[] text) => WithoutFlags(_words, text);

        public IEnumerable<Token> Stems(byte[] text) => WithoutFlags(_stems, text);

        private static TokenStream Make(Analyzer analyzer, StreamSharing? sharing) =>
            sharing is null ? analyzer.CreateStream("body") : analyzer.CreateStream("body", sharing);

        /// <summary>Flags are for filters: what nobody reads behind them may differ.</summary>
        private static List<Token> WithoutFlags(TokenStream stream, byte[] text) =>
            [.. Tokens.All(stream, text).Select(token => token with { Flags = TokenFlags.None })];
    }
}
