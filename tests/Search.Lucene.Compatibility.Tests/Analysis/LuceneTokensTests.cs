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
    private const int Slice = 1500;

    [PeerFact(Peer.Lucene)]
    public void English_news_in_standard_analysis() => AssertSame("data/articles/allsides.jsonl.gz", "standard", Slice);

    [PeerFact(Peer.Lucene)]
    public void English_news_in_english_analysis() => AssertSame("data/articles/allsides.jsonl.gz", "english", Slice);

    [PeerFact(Peer.Lucene)]
    public void The_Syrian_war_in_standard_and_english_analysis()
    {
        AssertSame("data/articles/fakes.jsonl.gz", "standard", Slice);
        AssertSame("data/articles/fakes.jsonl.gz", "english", Slice);
    }

    [PeerFact(Peer.Lucene)]
    public void Arabic_news_of_two_papers_in_arabic_analysis()
    {
        AssertSame("data/articles/almayadeen.jsonl.gz", "arabic", Slice);
        AssertSame("data/articles/saudinewsnet.jsonl.gz", "arabic", Slice);
    }

    [PeerFact(Peer.Lucene)]
    public void Arabic_news_in_standard_analysis() => AssertSame("data/articles/almayadeen.jsonl.gz", "standard", Slice);

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
        LucenePeer.Run("tokens", file, "-analyzer", analyzer, "-max", articles.ToString(CultureInfo.InvariantCulture), "-out", theirs);
        var expected = File.ReadAllText(theirs);
        var actual = Dump(file, analyzer, articles);
        var at = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(at == expected.Length && at == actual.Length,
            $"Lucene: {Around(expected, at)}\nours:   {Around(actual, at)}");
        Assert.NotEmpty(expected);
    }

    private static string Around(string tokens, int at) => tokens[Math.Max(0, at - 60)..Math.Min(tokens.Length, at + 60)];

    /// <summary>The tokens in the form of the peer: article number, tab, token:increment and a blank for each.</summary>
    private static string Dump(string corpus, string analyzer, int articles)
    {
        var stream = Make(analyzer).CreateStream("body");
        var dump = new StringBuilder();
        var number = 0;
        foreach (var line in Lines(corpus).Take(articles))
        {
            using var article = JsonDocument.Parse(line);
            dump.Append(CultureInfo.InvariantCulture, $"{number++}\t");
            Append(dump, stream, article, "title");
            Append(dump, stream, article, "body");
            dump.Append('\n');
        }
        return dump.ToString();
    }

    private static void Append(StringBuilder dump, TokenStream stream, JsonDocument article, string field)
    {
        var text = article.RootElement.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
        stream.Reset(Encoding.UTF8.GetBytes(text));
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
                dump.Append(Encoding.UTF8.GetString(batch.Term(i))).Append(':').Append(batch.PositionIncrement[i]).Append(' ');
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
