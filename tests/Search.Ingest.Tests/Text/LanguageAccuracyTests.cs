using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Search.Ingest.Pages;
using Search.Ingest.Text;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Ingest.Tests.Text;

/// <summary>
/// How often a text's language is found, by language and length, on texts whose language is declared: printed, and held to floors. A wrong
/// answer does harm, none does little: articles of no known language are read as English and Arabic, and as written.
/// </summary>
public sealed partial class LanguageAccuracyTests(ITestOutputHelper output)
{
    private const int EveryArticle = 5;
    private const int WordsOfAList = 8;
    private const int RoundsOfAList = 1000;
    private const int MostShown = 3;

    private static readonly (string List, string Language)[] Lists =
    [
        ("english", "en"), ("french", "fr"), ("german", "de"), ("spanish", "es"), ("italian", "it"), ("portuguese", "pt"), ("russian", "ru"),
        ("turkish", "tr"), ("persian", "fa"),
    ];

    private readonly SortedDictionary<string, LanguageTally> _tallies = new(StringComparer.Ordinal);

    [SharedFact("data/articles/allsides.jsonl.gz", "data/articles/agnews_test.jsonl.gz", "data/articles/almayadeen.jsonl.gz", "data/articles/saudinewsnet.jsonl.gz")]
    public void Articles_in_English_and_Arabic()
    {
        foreach (var (corpus, language) in new[] { ("allsides", "en"), ("agnews_test", "en"), ("almayadeen", "ar"), ("saudinewsnet", "ar") })
        {
            foreach (var (title, body) in Articles(corpus).Where((_, at) => at % EveryArticle == 0))
                Count(language, title, body);
        }
        Report();
        Assert.All(_tallies, tally => Assert.True(tally.Value.Wrong <= 0.01, $"{tally.Key}: {tally.Value}"));
        Assert.All(_tallies, tally => Assert.True(tally.Value.Right >= (tally.Key.Contains("title", StringComparison.Ordinal) ? 0.65 : 0.95), $"{tally.Key}: {tally.Value}"));
    }

    [SharedFact("data/html/trafilatura.tar.xz", "data/html/aeb.tar.xz")]
    public void Pages_in_many_languages()
    {
        using var folder = new TemporaryFolder();
        Archives.Unpack("data/html/trafilatura.tar.xz", folder.Path);
        Archives.Unpack("data/html/aeb.tar.xz", folder.Path);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.html*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            CountPage(file);
        Report();
        Assert.All(_tallies.Where(tally => tally.Key.Contains("text", StringComparison.Ordinal) && tally.Value.All >= 10),
            tally => Assert.True(tally.Value.Right >= 0.9, $"{tally.Key}: {tally.Value}"));
    }

    [SharedFact("data/stemmers/turkish.tsv.gz", "data/stemmers/persian.tsv.gz")]
    public void Eight_words_of_a_list_at_random()
    {
        foreach (var (list, language) in Lists)
        {
            var words = Lines($"data/stemmers/{list}.tsv.gz").Select(line => line.Split('\t')[0]).Where(word => word.Length > 3).ToArray();
            var random = new Random(41);
            for (var round = 0; round < RoundsOfAList; round++)
                Tell($"{language} words", language, string.Join(' ', random.GetItems(words, WordsOfAList)));
        }
        Report();
        Assert.All(_tallies, tally => Assert.True(tally.Value.Wrong <= 0.03, $"{tally.Key}: {tally.Value}"));
    }

    private void CountPage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            stream.CopyTo(plain);
            bytes = plain.ToArray();
        }
        var declared = LanguageGuess.Normalise(Declared().Match(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 20_000)))).Groups["lang"].Value);
        if (declared is null)
            return;
        var page = HtmlPageExtractor.Extract(bytes, address: null);
        if (page.Body.Length >= 400)
            Count(declared, page.Title, page.Body);
    }

    private void Count(string language, string title, string body)
    {
        if (title.Length > 0)
            Tell($"{language} title", language, title);
        if (Sentence(body) is { } sentence)
            Tell($"{language} sentence", language, sentence);
        Tell($"{language} text", language, body);
    }

    /// <summary>The first sentence of at least forty characters.</summary>
    private static string? Sentence(string body) =>
        body.Split(['\n', '.', '؟', '!', '?'], StringSplitOptions.TrimEntries).FirstOrDefault(sentence => sentence.Length >= 40);

    private void Tell(string key, string language, string text)
    {
        if (!_tallies.TryGetValue(key, out var tally))
            _tallies[key] = tally = new LanguageTally();
        var guess = LanguageGuess.Of(text);
        tally.Count(language, guess);
        if (guess is not null && guess != language && tally.Shown++ < MostShown)
            output.WriteLine($"  {key} taken for {guess}: {text[..Math.Min(text.Length, 100)].ReplaceLineEndings(" ")}");
    }

    private void Report()
    {
        foreach (var (key, tally) in _tallies)
            output.WriteLine($"{key,-12} {tally}");
    }

    private static IEnumerable<(string Title, string Body)> Articles(string corpus)
    {
        foreach (var line in Lines($"data/articles/{corpus}.jsonl.gz"))
        {
            using var article = JsonDocument.Parse(line);
            yield return (Text(article, "title"), Text(article, "body"));
        }
    }

    private static string Text(JsonDocument article, string name) => article.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Shared.PathOf(file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    [GeneratedRegex("""<html[^>]*\blang=["']?(?<lang>[A-Za-z-]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declared();
}
