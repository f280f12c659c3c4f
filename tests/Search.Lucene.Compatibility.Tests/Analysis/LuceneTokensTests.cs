using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests.Analysis;

/// <summary>Tokens and position increments of our analyzers beside those of real Lucene, article by article.</summary>
public class LuceneTokensTests
{
    private const string Allsides = "data/articles/allsides.jsonl.gz";
    private const string Fakes = "data/articles/fakes.jsonl.gz";
    private const string AlMayadeen = "data/articles/almayadeen.jsonl.gz";
    private const string SaudiNewsNet = "data/articles/saudinewsnet.jsonl.gz";

    [PeerTheory(Peer.Lucene)]
    [InlineData(Allsides, 20_638, "standard")]
    [InlineData(Allsides, 20_638, "english")]
    [InlineData(Fakes, 396, "standard")]
    [InlineData(Fakes, 396, "english")]
    [InlineData(AlMayadeen, 7_181, "standard")]
    [InlineData(AlMayadeen, 7_181, "arabic")]
    [InlineData(SaudiNewsNet, 5_000, "standard")]
    [InlineData(SaudiNewsNet, 5_000, "arabic")]
    public void Every_article_of_a_corpus_has_the_same_tokens_and_increments(string corpus, int articles, string analyzer) =>
        AssertSame(corpus, analyzer, articles);

    [PeerFact(Peer.Lucene)]
    public void Every_code_point_among_letters_digits_marks_and_emoji()
    {
        const string contexts = "aXa X 1X1 XX カXカ X\u0308b אXא #X \U0001F466X\u20E3 กX . ";
        var texts = Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid).Where(HasNeighboursOfItsOwn).Chunk(128)
            .Select(chunk => string.Concat(chunk.Select(point => contexts.Replace("X", new Rune(point).ToString(), StringComparison.Ordinal))));
        AssertSameOfTexts(texts.ToArray(), "standard", "arabic");
    }

    /// <summary>Leaves out the middle of the great uniform ranges: ideographs, Hangul syllables, Tangut, private use and what is unassigned.</summary>
    private static bool HasNeighboursOfItsOwn(int point) =>
        point is < 0x3500 or >= 0x9F00 and < 0xAC80 or >= 0xD700 and < 0xE000 or >= 0xF800 and < 0x13100 or >= 0x16800 and < 0x17100
            or >= 0x18700 and < 0x20100 or >= 0xE0000 and < 0xE0200;

    [PeerFact(Peer.Lucene)]
    public void Every_case_of_Unicodes_word_break_test()
    {
        var cases = File.ReadLines(Shared.PathOf("data/unicode/WordBreakTest.txt")).Where(line => line.StartsWith('÷'))
            .Select(line => line.Split('#')[0].Split([' ', '÷', '×', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Select(points => string.Concat(points.Select(point => new Rune(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))));
        AssertSameOfTexts(cases.ToArray(), "standard");
    }

    [PeerFact(Peer.Lucene)]
    public void Random_runs_of_troublesome_characters_also_past_the_longest_token()
    {
        var pool = "aZ09_.,:;'\"#* -é’·אב׳״カーひ中한ขក١ن،ـَ\u0300\u00AD\u200D\uFE0F\u20E3\u2764\u3030".Select(c => c.ToString())
            .Concat(["\U0001F1F8", "\U0001F3FB", "\U0001F466", "\U000E0067", "\U000E007F", "\U0001F3F4", "\U00010400", "\U00020000"]).ToArray();
        var random = new Random(7);
        var texts = new string[2000];
        for (var i = 0; i < texts.Length; i++)
        {
            var some = random.GetItems(pool, random.Next(1, 20));
            texts[i] = string.Concat(random.GetItems(some, i % 4 == 0 ? random.Next(240, 1000) : random.Next(1, 80)));
        }
        AssertSameOfTexts(texts, "standard", "english");
    }

    private static void AssertSameOfTexts(string[] texts, params string[] analyzers)
    {
        using var folder = new TemporaryFolder();
        var corpus = Path.Combine(folder.Path, "texts.jsonl");
        File.WriteAllLines(corpus, texts.Select((text, i) => JsonSerializer.Serialize(
            new { id = i.ToString(CultureInfo.InvariantCulture), url = "u", source = "s", title = "", body = text })));
        foreach (var analyzer in analyzers)
            AssertSame(corpus, analyzer, texts.Length);
    }

    private static void AssertSame(string corpus, string analyzer, int articles)
    {
        using var folder = new TemporaryFolder();
        var theirs = Path.Combine(folder.Path, "tokens");
        var file = Path.IsPathRooted(corpus) ? corpus : Shared.PathOf(corpus);
        LucenePeer.Run("tokens", file, "-analyzer", analyzer, "-out", theirs);
        using var expected = new BufferedStream(File.OpenRead(theirs), 1 << 20);
        var stream = Make(analyzer).CreateStream("body");
        var ours = new ArrayBufferWriter<byte>();
        var number = 0;
        foreach (var line in Lines(file))
        {
            ours.ResetWrittenCount();
            Dump(ours, stream, line, number++);
            AssertNext(expected, ours.WrittenSpan);
        }
        Assert.Equal(-1, expected.ReadByte());
        Assert.Equal(articles, number);
    }

    private static void AssertNext(Stream expected, ReadOnlySpan<byte> ours)
    {
        var theirs = new byte[ours.Length];
        var read = expected.ReadAtLeast(theirs, theirs.Length, throwOnEndOfStream: false);
        var at = theirs.AsSpan(0, read).CommonPrefixLength(ours);
        Assert.True(at == ours.Length, $"article {Encoding.UTF8.GetString(ours[..ours.IndexOf((byte)'\t')])}, Lucene: {Around(theirs, at)}\nours:   {Around(ours, at)}");
    }

    private static string Around(ReadOnlySpan<byte> tokens, int at) => Encoding.UTF8.GetString(tokens[Math.Max(0, at - 80)..Math.Min(tokens.Length, at + 80)]);

    /// <summary>The tokens of one article in the form of the peer: article number, tab, token:increment and a blank for each.</summary>
    private static void Dump(ArrayBufferWriter<byte> dump, TokenStream stream, string line, int number)
    {
        using var article = JsonDocument.Parse(line);
        Append(dump, number);
        dump.Write("\t"u8);
        Append(dump, stream, article, "title");
        Append(dump, stream, article, "body");
        dump.Write("\n"u8);
    }

    private static void Append(ArrayBufferWriter<byte> dump, int number)
    {
        Utf8Formatter.TryFormat(number, dump.GetSpan(16), out var written);
        dump.Advance(written);
    }

    private static void Append(ArrayBufferWriter<byte> dump, TokenStream stream, JsonDocument article, string field)
    {
        var text = article.RootElement.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
        stream.Reset(Encoding.UTF8.GetBytes(text));
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                dump.Write(batch.Term(i));
                dump.Write(":"u8);
                Append(dump, batch.PositionIncrement[i]);
                dump.Write(" "u8);
            }
        }
    }

    private static IEnumerable<string> Lines(string corpus)
    {
        using var file = File.OpenRead(corpus);
        using Stream stream = corpus.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static Analyzer Make(string name) => name switch
    {
        "standard" => new StandardAnalyzer(),
        "english" => new EnglishAnalyzer(),
        _ => new ArabicAnalyzer(),
    };
}
