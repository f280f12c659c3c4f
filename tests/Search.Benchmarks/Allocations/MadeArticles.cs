using System.Globalization;
using System.Text;
using Search.Benchmarks.Corpora;
using Search.Queries.Articles;

namespace Search.Benchmarks.Allocations;

/// <summary>Articles of made words, the same ones each time: few words are frequent, most are rare, as in real texts.</summary>
internal sealed class MadeArticles
{
    private const int Words = 4_000;
    private const int Sentences = 15;
    private const int WordsPerSentence = 17;

    private readonly Random _random = new(7);

    public MadeArticles(int count)
    {
        var articles = new List<ArticleText>(count);
        for (var number = 0; number < count; number++)
            articles.Add(Article(number));
        Texts = articles;
    }

    public IReadOnlyList<ArticleText> Texts { get; }

    /// <summary>The same in the peer's fields.</summary>
    public IReadOnlyList<CorpusArticle> OfPeer => [.. Texts.Select(article => new CorpusArticle(
        Encoding.UTF8.GetBytes(article.Title), Encoding.UTF8.GetBytes(article.Body), article.Url, article.Source, article.Seen.ToUnixTimeSeconds()))];

    /// <summary>A word by its rank, the most frequent first: of two to eight letters.</summary>
    public static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var rest = rank + 1; rest > 0; rest /= 9)
            word.Append("ntrslkmdb"[rest % 9]).Append("aeiou"[rest % 5]);
        return word.ToString();
    }

    private ArticleText Article(int number) => new()
    {
        Id = number.ToString("x16", CultureInfo.InvariantCulture),
        Seq = number + 1,
        Url = string.Create(CultureInfo.InvariantCulture, $"https://news.example/{number}"),
        Title = Sentence(),
        Body = string.Join(' ', Enumerable.Range(0, Sentences).Select(_ => Sentence())),
        Source = "Example News",
        Language = "en",
        Seen = DateTimeOffset.UnixEpoch.AddMinutes(number),
    };

    private string Sentence()
    {
        var words = Enumerable.Range(0, WordsPerSentence).Select(_ => Word((int)(Words * Math.Pow(_random.NextDouble(), 4)))).ToArray();
        words[0] = char.ToUpperInvariant(words[0][0]) + words[0][1..];
        return string.Join(' ', words) + ".";
    }
}
