using System.Text;
using Search.Analysis;
using Search.Lucene.Documents;
using Search.Queries.Articles;

namespace Search.Queries.Tests.Articles;

public class ArticleDocumentsTests
{
    private static readonly DateTimeOffset Seen = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Rebels take villages", "The WHO's envoys met Hamas. IS is near.")]
    [InlineData("fr", "L'Iran et les villages", "Les combattants d'Iran ont quitté Alep.")]
    [InlineData("ar", "معارك في القلمون", "قال الجيش إن القوات تقدمت في القلمون")]
    [InlineData("", "", "no headline and no language")]
    public void A_document_that_was_cut_is_the_one_of_the_schema(string language, string title, string body)
    {
        var article = Article(1, title, body) with { Language = language, Author = "Osama Abu Zeid, Dan Wilkofsky", Source = "Syria Direct", Tags = ["a", "b"] };
        var plain = ArticleSchema.ToDocument(article).Fields;
        var cut = new ArticleDocuments(new SharedDocuments()).Of(article).Fields;
        Assert.Equal(plain.Select(Describe), cut.Select(Describe));
        foreach (var field in cut)
            Assert.Equal(field.Tokenized ? Stream(field) : null, field.Tokens is null ? null : Read(field.Tokens));
    }

    [Fact]
    public void The_second_reader_takes_what_the_first_one_left_and_a_third_finds_nothing()
    {
        var shared = new SharedDocuments();
        var (index, matcher) = (new ArticleDocuments(shared), new ArticleDocuments(shared));
        var article = Article(1, "Qalamoun", "text") with { Tags = ["a"] };
        var left = index.Of(article);
        Assert.Same(left, matcher.Of(article with { Tags = ["a"] }));
        Assert.NotSame(left, matcher.Of(article));
    }

    [Fact]
    public void Another_text_of_the_same_number_is_not_taken_for_the_one_that_was_left()
    {
        var documents = new ArticleDocuments(new SharedDocuments());
        var left = documents.Of(Article(1, "Qalamoun", "text"));
        var other = documents.Of(Article(1, "Arsal", "text"));
        Assert.NotSame(left, other);
        Assert.Equal("Arsal", Encoding.UTF8.GetString(other.Fields.Single(field => field.Name == FieldNames.Title).Utf8.Span));
        Assert.NotSame(other, documents.Of(Article(1, "Arsal", "text") with { Tags = ["new"] }));
    }

    [Fact]
    public void What_nobody_takes_gives_way_to_newer_documents()
    {
        var documents = new ArticleDocuments(new SharedDocuments());
        var body = string.Concat(Enumerable.Repeat("fighters left villages ", 8_000));
        var left = Enumerable.Range(0, 60).Select(seq => documents.Of(Article(seq, "headline", body))).ToList();
        Assert.Same(left[^1], documents.Of(Article(left.Count - 1, "headline", body)));
        Assert.NotSame(left[0], documents.Of(Article(0, "headline", body)));
    }

    [Fact]
    public void A_very_long_article_is_cut_by_each_reader()
    {
        var documents = new ArticleDocuments(new SharedDocuments());
        var article = Article(1, "long", new string('a', 1 << 18));
        Assert.All(documents.Of(article).Fields, field => Assert.Null(field.Tokens));
        Assert.NotSame(documents.Of(article), documents.Of(article));
    }

    [Fact]
    public void A_reader_that_is_alone_leaves_the_cutting_to_who_takes_the_document() =>
        Assert.All(new ArticleDocuments(shared: null).Of(Article(1, "title", "body")).Fields, field => Assert.Null(field.Tokens));

    private static ArticleText Article(long seq, string title, string body) => new() { Id = "1", Seq = seq, Title = title, Body = body, Language = "en", Seen = Seen };

    private static (string, string, string, long, IndexOptions, bool, DocValuesType, bool) Describe(Field field) => (
        field.Name, field.Analysis, Encoding.UTF8.GetString(field.Utf8.Span), field.Number, field.IndexOptions, field.Stored, field.DocValuesType, field.IsPoint);

    private static string Stream(Field field)
    {
        var (stream, text) = (ArticleSchema.Analyzer.CreateStream(field.Analysis), new StringBuilder());
        stream.Reset(field.Utf8);
        while (stream.Next(out var batch))
            Append(text, batch);
        return text.ToString();
    }

    private static string Read(CutText tokens)
    {
        var (text, batch, place) = (new StringBuilder(), new TokenBatch(), default(CutPlace));
        while (tokens.Next(ref place, batch))
            Append(text, batch);
        return text.ToString();
    }

    private static void Append(StringBuilder text, TokenBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            text.Append(Encoding.UTF8.GetString(batch.Term(i))).Append('+').Append(batch.PositionIncrement[i]).Append(' ');
    }
}
