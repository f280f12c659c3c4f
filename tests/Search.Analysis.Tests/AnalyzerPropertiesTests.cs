using System.Text;
using Search.Analysis.Arabic;
using Search.Analysis.Articles;
using Search.Analysis.English;
using Search.Analysis.Standard;

namespace Search.Analysis.Tests;

/// <summary>What holds for every analyzer and any bytes.</summary>
public class AnalyzerPropertiesTests
{
    private const int Rounds = 1500;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TheoryData<string, int> Analyzers => new()
    {
        { nameof(StandardAnalyzer), 1 }, { nameof(EnglishAnalyzer), 2 }, { nameof(ArabicAnalyzer), 3 }, { nameof(WordsAnalyzer), 4 },
        { nameof(StemsAnalyzer), 5 }, { "fr", 6 }, { "de", 7 }, { "tr", 8 }, { "ru", 9 },
        { "words tr", 10 }, { "words fr", 11 },
    };

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void Any_bytes_give_well_formed_terms_at_rising_offsets(string name, int seed)
    {
        var random = new Random(seed);
        var stream = Make(name).CreateStream("body");
        for (var round = 0; round < Rounds; round++)
        {
            var text = RandomTexts.Bytes(random);
            stream.Reset(text);
            var previous = 0;
            while (stream.Next(out var batch))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    Strict.GetCharCount(batch.Term(i));
                    // Lucene's Arabic normalisation leaves an empty term where a token is tatweel alone.
                    Assert.True(batch.TermLength[i] > 0 || name == nameof(ArabicAnalyzer));
                    Assert.True(batch.StartOffset[i] >= previous && batch.EndOffset[i] > batch.StartOffset[i] && batch.EndOffset[i] <= text.Length);
                    Assert.True((batch.Flags[i] & TokenFlags.Ascii) == TokenFlags.None || Ascii.IsValid(batch.Term(i)));
                    previous = batch.PositionIncrement[i] == 0 ? previous : batch.StartOffset[i];
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_stream_gives_the_same_tokens_again_after_other_texts(string name, int seed)
    {
        var random = new Random(seed);
        var stream = Make(name).CreateStream("body");
        for (var round = 0; round < Rounds / 10; round++)
        {
            var text = RandomTexts.Bytes(random);
            var tokens = Tokens.All(Make(name).CreateStream("body"), text);
            Tokens.All(stream, RandomTexts.Bytes(random));
            Assert.Equal(tokens, Tokens.All(stream, text));
        }
    }

    private static Analyzer Make(string name) => name switch
    {
        nameof(StandardAnalyzer) => new StandardAnalyzer(),
        nameof(EnglishAnalyzer) => new EnglishAnalyzer(),
        nameof(ArabicAnalyzer) => new ArabicAnalyzer(),
        nameof(WordsAnalyzer) => new WordsAnalyzer(),
        nameof(StemsAnalyzer) => new StemsAnalyzer(),
        _ when name.StartsWith("words ", StringComparison.Ordinal) => new WordsAnalyzer(name[6..]),
        _ => new StemsAnalyzer(name),
    };
}
