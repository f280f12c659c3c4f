using System.Text;
using Search.Analysis.Standard;
using Search.Analysis.Unicode;

namespace Search.Analysis.Tests.Standard;

public class StandardTokenizerTests
{
    private const StandardTokenizerOptions Marks = StandardTokenizerOptions.MarkSentences | StandardTokenizerOptions.MarkShouting;

    [Fact]
    public void The_fast_path_gives_what_the_automaton_alone_gives()
    {
        var random = new Random(11);
        var stream = new TokenStream(new StandardTokenizer());
        for (var round = 0; round < 4000; round++)
        {
            var text = RandomTexts.Bytes(random);
            Assert.Equal(ByAutomaton(text), Tokens.All(stream, text).Select(token => (token.Start, token.End)));
        }
    }

    [Theory]
    [InlineData("ab C9", 0)]
    [InlineData("aB1 .,:;'-", 0)]
    [InlineData("abcdefgh.'", 0)]
    [InlineData("aB1 .,:;'_#*", 20)]
    [InlineData("aB1 .,:;'é’٣", 100)]
    public void Blocks_of_plain_ASCII_give_what_the_automaton_gives_whatever_stands_at_their_ends(string letters, int rareOneIn)
    {
        var random = new Random(letters.Length);
        var stream = new TokenStream(new StandardTokenizer(Marks));
        var common = letters.Where(letter => rareOneIn == 0 || (char.IsAscii(letter) && letter is not ('_' or '#' or '*'))).ToArray();
        for (var round = 0; round < 1500; round++)
        {
            var length = random.Next(round % 3 == 0 ? 2000 : 200);
            var text = Encoding.UTF8.GetBytes([.. Enumerable.Range(0, length)
                .Select(_ => rareOneIn > 0 && random.Next(rareOneIn) == 0 ? letters[random.Next(letters.Length)] : common[random.Next(common.Length)])]);
            var tokens = Tokens.All(stream, text).ToList();
            Assert.Equal(ByAutomaton(text), tokens.Select(token => (token.Start, token.End)));
            Assert.All(tokens, token => Assert.Equal(TokenShape.Of(text.AsSpan(token.Start..token.End)), token.Flags & ~(TokenFlags.SentenceStart | TokenFlags.Shouted)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(85)]
    public void Block_sizes_make_no_difference(int limit)
    {
        var random = new Random(limit);
        var whole = new StandardTokenizer(Marks);
        var cut = new StandardTokenizer(Marks);
        for (var round = 0; round < 1000; round++)
        {
            var text = RandomTexts.Bytes(random);
            Assert.Equal(Read(whole, text, TokenBatch.Capacity), Read(cut, text, limit));
        }
    }

    [Fact]
    public void Terms_are_the_bytes_at_their_offsets()
    {
        var random = new Random(5);
        for (var round = 0; round < 1000; round++)
        {
            var text = RandomTexts.Bytes(random);
            Assert.All(Read(new StandardTokenizer(), text, TokenBatch.Capacity),
                token => Assert.Equal(Encoding.UTF8.GetString(text, token.Start, token.End - token.Start), token.Term));
        }
    }

    [Fact]
    public void Fused_lower_case_equals_lower_case_afterwards()
    {
        var random = new Random(6);
        var fused = new TokenStream(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new LowerCaseFilter(asciiIsLower: true));
        var after = new TokenStream(new StandardTokenizer(), new LowerCaseFilter());
        for (var round = 0; round < 1000; round++)
        {
            var text = RandomTexts.Bytes(random);
            Assert.Equal(Tokens.All(after, text), Tokens.All(fused, text));
        }
    }

    [Theory]
    [InlineData("syria", TokenFlags.Ascii)]
    [InlineData("Syria", TokenFlags.Ascii | TokenFlags.Capitalised)]
    [InlineData("A", TokenFlags.Ascii | TokenFlags.Capitalised)]
    [InlineData("NATO", TokenFlags.Ascii | TokenFlags.AllCapitals)]
    [InlineData("WHO's", TokenFlags.Ascii | TokenFlags.AllCapitals)]
    [InlineData("McDonald", TokenFlags.Ascii | TokenFlags.MixedCase)]
    [InlineData("iPhone", TokenFlags.Ascii | TokenFlags.MixedCase)]
    [InlineData("F16", TokenFlags.Ascii | TokenFlags.Capitalised | TokenFlags.Numeric)]
    [InlineData("2015", TokenFlags.Ascii | TokenFlags.Numeric)]
    [InlineData("Élysée", TokenFlags.Capitalised)]
    [InlineData("ÉLYSÉE’S", TokenFlags.AllCapitals)]
    [InlineData("سوريا", TokenFlags.Arabic)]
    [InlineData("٢٠١٥", TokenFlags.Arabic | TokenFlags.Numeric)]
    [InlineData("中", TokenFlags.EastAsian)]
    [InlineData("한국어", TokenFlags.EastAsian)]
    [InlineData("ไทย", TokenFlags.EastAsian)]
    public void Flags_tell_how_a_word_is_written(string word, TokenFlags expected) =>
        Assert.Equal(expected, Assert.Single(Read(new StandardTokenizer(), Encoding.UTF8.GetBytes(word), TokenBatch.Capacity)).Flags);

    [Theory]
    [InlineData("One two. Three", "One Three")]
    [InlineData("One? two! (three)", "One two three")]
    [InlineData("Mr. Smith, J. Jones of the U.S. army", "Mr")]
    [InlineData("He said: “Two”", "He Two")]
    [InlineData("the “Islamic State” 3.14", "the")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("قال. نعم؟ لا", "قال نعم لا")]
    public void Sentences_start_after_punctuation_and_line_ends(string text, string expected)
    {
        var tokens = Read(new StandardTokenizer(Marks), Encoding.UTF8.GetBytes(text), TokenBatch.Capacity);
        Assert.Equal(expected, string.Join(' ', tokens.Where(token => token.Flags.HasFlag(TokenFlags.SentenceStart)).Select(token => token.Term)));
    }

    [Fact]
    public void Surrogate_pairs_count_as_two_units_at_the_longest_token()
    {
        var word = string.Concat(Enumerable.Repeat("𐐀", 200));
        var tokens = Read(new StandardTokenizer(), Encoding.UTF8.GetBytes(word), TokenBatch.Capacity);
        Assert.Equal([127 * 4, 73 * 4], tokens.Select(token => token.End - token.Start));
    }

    private static List<(int, int)> ByAutomaton(byte[] text)
    {
        var tokens = new List<(int, int)>();
        for (var position = 0; position < text.Length;)
        {
            var end = WordBreaks.Match(text, position, StandardTokenizer.DefaultMaxTokenLength, out var kind);
            if (kind != TokenKind.None)
                tokens.Add((position, end));
            position = end;
        }
        return tokens;
    }

    private static List<Token> Read(StandardTokenizer tokenizer, byte[] text, int limit)
    {
        var batch = new TokenBatch { Limit = limit };
        var tokens = new List<Token>();
        tokenizer.Reset(text);
        while (tokenizer.Next(batch))
        {
            Assert.InRange(batch.Count, 1, limit);
            for (var i = 0; i < batch.Count; i++)
            {
                tokens.Add(new Token(Encoding.UTF8.GetString(batch.Term(i)), batch.PositionIncrement[i], batch.StartOffset[i],
                    batch.EndOffset[i], batch.Flags[i]));
            }
        }
        return tokens;
    }
}
