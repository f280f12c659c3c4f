using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

/// <summary>What searches find in an index of another version of the schema, until it is written anew.</summary>
public sealed class OlderIndexTests : IDisposable
{
    private readonly MemoryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Version_3_which_had_no_column_of_tags_is_searched_in_every_way()
    {
        using var searcher = Write("3", article => Without(ArticleSchema.ToDocument(article), DocValuesType.SortedSet));
        var answer = searcher.Search(new SearchRequest("storm tag:weather") { Facets = 10, Order = SearchOrder.Newest });
        Assert.Equal((10L, 0L), (answer.Total, searcher.Cursor));
        Assert.Empty(answer.Notices);
        Assert.Empty(answer.Facets!.Tags);
        Assert.Equal([new FacetValue("Wire", 10)], answer.Facets.Sources);
        Assert.NotEmpty(answer.Hits[0].Passages);
        Assert.NotNull(searcher.Similar(new SimilarRequest("id-3")));
        Assert.Equal("storm", searcher.Search(new SearchRequest("stormm")).Suggestion);
    }

    [Fact]
    public void One_whose_fields_are_of_another_kind_says_so_and_finds_nothing()
    {
        using var searcher = Write("9", article => new Document()
            .Add(Field.String(FieldNames.Id, article.Id, stored: true))
            .Add(Field.String(FieldNames.Title, article.Title, stored: true)));
        var answer = searcher.Search(new SearchRequest("storm"));
        Assert.Contains("another version", Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Empty(answer.Hits);
        Assert.Null(searcher.Similar(new SimilarRequest("id-3")));
        Assert.Empty(searcher.Sequences(new MatchAllQuery(), 0, 100));
    }

    private ArticleSearcher Write(string version, Func<ArticleText, Document> document)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer)))
        {
            for (var number = 0; number < 10; number++)
                writer.AddDocument(document(Article(number)));
            writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { [ArticleSchema.VersionKey] = version, [ArticleSearcher.CursorKey] = "10" });
        }
        return new ArticleSearcher(_directory, new SteppedTime());
    }

    private static Document Without(Document document, DocValuesType type)
    {
        var older = new Document();
        foreach (var field in document.Fields.Where(field => field.DocValuesType != type))
            older.Add(field);
        return older;
    }

    private static ArticleText Article(int number) => new()
    {
        Id = $"id-{number}",
        Seq = number + 1,
        Title = $"A storm in week {number}",
        Body = $"The storm of week {number} came to the harbour and left.",
        Source = "Wire",
        Tags = ["Weather"],
        Seen = DateTimeOffset.UnixEpoch.AddDays(number),
        Published = DateTimeOffset.UnixEpoch.AddDays(number),
    };
}
