using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Queries.Articles;
using Search.Queries.Classic;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Percolation.Tests;

/// <summary>Random texts of both query languages over random articles, against running every query.</summary>
public sealed class QueryTextPropertyTests
{
    private const int Rounds = 120;
    private const int Queries = 40;
    private const int Articles = 4;

    public static TheoryData<string> Analyzers => ["standard", "english", "arabic"];

    [Fact]
    public void An_article_matches_exactly_the_saved_queries_that_find_it_in_an_index_of_its_own()
    {
        var oracle = new Oracle(ArticleSchema.Analyzer);
        var (queries, rounds) = (0L, 0L);
        foreach (var seed in Seeds.Of(Rounds))
        {
            var news = new RandomNews(seed);
            Query[] saved = [.. Enumerable.Range(0, Queries).Select(_ => Saved(news)).OfType<Query>()];
            oracle.AssertAgrees(saved, [.. Enumerable.Range(0, Articles).Select(number => ArticleSchema.ToDocument(news.Article(number)))], Name(seed));
            queries += saved.Length;
            rounds++;
        }
        Assert.InRange(queries, rounds * Queries / 2, rounds * Queries);
        Assert.InRange(oracle.Matches, queries * Articles / 30, queries * Articles / 2);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void A_document_matches_exactly_the_classic_queries_that_find_it_in_an_index_of_its_own(string name)
    {
        Analyzer analyzer = name switch { "english" => new EnglishAnalyzer(), "arabic" => new ArabicAnalyzer(), _ => new StandardAnalyzer() };
        var oracle = new Oracle(analyzer);
        var queries = 0L;
        foreach (var seed in Seeds.Of(Rounds / 3))
        {
            var news = new RandomNews(seed);
            Query[] parsed = [.. Enumerable.Range(0, Queries).Select(_ => Classic(news.ClassicQuery(), analyzer)).OfType<Query>()];
            oracle.AssertAgrees(parsed, [.. Enumerable.Range(0, Articles).Select(number => Plain(news.Article(number)))], Name(seed));
            queries += parsed.Length;
        }
        Assert.InRange(oracle.Matches, queries * Articles / 30, queries * Articles / 2);
    }

    private static string Name(int seed) => $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1";

    private static Query? Saved(RandomNews news)
    {
        var context = news.Context();
        return QueryParser.Parse(news.Query()) is { Root: { } root } ? QueryCompiler.Compile(root, context).Query : null;
    }

    private static Query? Classic(string text, Analyzer analyzer)
    {
        try
        {
            return new ClassicQueryParser("body", analyzer).Parse(text);
        }
        catch (ClassicSyntaxException)
        {
            return null;
        }
    }

    private static Document Plain(ArticleText article) => new Document()
        .Add(Field.Text("title", article.Title, stored: false))
        .Add(Field.Text("body", article.Body, stored: false));
}
