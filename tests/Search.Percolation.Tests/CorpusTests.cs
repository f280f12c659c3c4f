using System.IO.Compression;
using System.Text.Json;
using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Percolation.Tests.Properties;
using Search.Queries.Articles;
using Search.Queries.Classic;
using Search.Queries.Compiling;
using Search.Queries.Syntax;
using Search.Testing;

namespace Search.Percolation.Tests;

/// <summary>Real articles against queries made of their words, by the shared generator where the words are Latin: as running every query says.</summary>
public sealed class CorpusTests
{
    private const int Articles = 80;
    private const int WordsFrom = 1_000;

    [PeerTheory(Peer.SharedData, Peer.Python)]
    [InlineData("reuters21578", "standard", "")]
    [InlineData("allsides", "standard", "--selective")]
    [InlineData("allsides", "english", "--sparse")]
    public void Articles_match_exactly_the_generated_queries_that_find_them_alone(string corpus, string analyzer, string kind)
    {
        var path = $"data/articles/{corpus}.jsonl.gz";
        Analyzer named = analyzer == "english" ? new EnglishAnalyzer() : new StandardAnalyzer();
        var parser = new ClassicQueryParser("body", named);
        var lines = GeneratedQueries.OfFirst(path, WordsFrom, 2_000, kind.Length == 0 ? [] : [kind]);
        var oracle = new Oracle(named);
        oracle.AssertAgrees([.. lines.Select(line => parser.Parse(line.Split('\t')[1]))], [.. Read(path).Select(Plain)], corpus);
        Assert.True(oracle.Matches > Articles, $"{oracle.Matches} matches");
    }

    [PeerTheory(Peer.SharedData)]
    [InlineData("almayadeen")]
    [InlineData("saudinewsnet")]
    public void Arabic_articles_match_exactly_the_queries_of_their_words_that_find_them_alone(string corpus)
    {
        var articles = Read($"data/articles/{corpus}.jsonl.gz").ToList();
        var analyzer = new ArabicAnalyzer();
        var parser = new ClassicQueryParser("body", analyzer);
        var oracle = new Oracle(analyzer);
        oracle.AssertAgrees([.. Texts(articles, seed: 7).Take(700).Select(parser.Parse)], articles.Select(Plain), corpus);
        Assert.True(oracle.Matches > Articles, $"{oracle.Matches} matches");
    }

    [PeerTheory(Peer.SharedData)]
    [InlineData("almayadeen")]
    [InlineData("allsides")]
    [InlineData("fakes")]
    public void Articles_match_exactly_the_saved_queries_that_find_them_alone(string corpus)
    {
        var articles = Read($"data/articles/{corpus}.jsonl.gz").ToList();
        var context = new QueryContext(RandomNews.Now, TimeZoneInfo.Utc) { NowIsArrival = true };
        var oracle = new Oracle(ArticleSchema.Analyzer);
        var queries = Texts(articles, seed: 11).Select(text => QueryParser.Parse(text).Root).OfType<SyntaxNode>().Select(root => QueryCompiler.Compile(root, context).Query).Take(400);
        oracle.AssertAgrees([.. queries], articles.Select(ArticleSchema.ToDocument), corpus);
        Assert.True(oracle.Matches > Articles, $"{oracle.Matches} matches");
    }

    private static IEnumerable<ArticleText> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Shared.PathOf(path)), CompressionMode.Decompress));
        for (var number = 0; number < Articles && reader.ReadLine() is { } line; number++)
        {
            using var json = JsonDocument.Parse(line);
            string Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            yield return new ArticleText { Id = $"{number}", Seq = number, Title = Text("title"), Body = Text("body"), Source = Text("source"), Language = Text("language"), Seen = RandomNews.Now };
        }
    }

    private static Document Plain(ArticleText article) => new Document().Add(Field.Text("title", article.Title, stored: false)).Add(Field.Text("body", article.Body, stored: false));

    /// <summary>Words and neighbours out of the articles, in every kind of query.</summary>
    private static IEnumerable<string> Texts(List<ArticleText> articles, int seed)
    {
        var random = new Random(seed);
        var texts = articles.Select(article => article.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Letters).Where(word => word.Length > 1).ToArray())
            .Where(words => words.Length > 10).ToArray();
        while (true)
        {
            var words = texts[random.Next(texts.Length)];
            var at = random.Next(words.Length - 4);
            string Other() => words[random.Next(words.Length)];
            yield return random.Next(12) switch
            {
                0 => words[at],
                1 => $"\"{words[at]} {words[at + 1]}\"",
                2 => $"\"{words[at]} {words[at + 1]} {words[at + 2]}\"",
                3 => $"\"{words[at + 1]} {words[at]}\"~{random.Next(1, 6)}",
                4 => $"{Other()} AND {Other()}",
                5 => $"({Other()} OR {Other()}) AND {Other()}",
                6 => $"{Other()} AND NOT {Other()}",
                7 => words[at][..((words[at].Length + 1) / 2)] + "*",
                8 => "*" + words[at][(words[at].Length / 3)..],
                9 => words[at] + "~1",
                10 => $"+{Other()} +({Other()} {Other()} \"{words[at]} {words[at + 1]}\") -{Other()}",
                _ => $"/{words[at]}.?/",
            };
        }
    }

    private static string Letters(string word) => string.Concat(word.Where(char.IsLetter));
}
