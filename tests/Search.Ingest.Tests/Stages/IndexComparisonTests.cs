using Search.Data.Articles;
using Search.Ingest.Stages;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IndexComparisonTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly MemoryDirectory _index = new();

    public void Dispose()
    {
        _index.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task What_the_stage_wrote_agrees_also_after_revisions_takedowns_and_new_rows()
    {
        await IngestAsync("a", "one");
        await IngestAsync("b", "one");
        await IngestAsync("a", "two");
        await IndexAsync();
        Assert.Empty(await CompareAsync());
        await _data.Database.WriteAsync(data => data.Articles.TakeDownAsync("b", "asked"));
        await IndexAsync();
        await IngestAsync("c", "not indexed yet");
        await IngestAsync("a", "three, not indexed yet");
        Assert.Empty(await CompareAsync());
    }

    [Fact]
    public async Task An_article_that_the_index_lost_is_named()
    {
        await IngestAsync("a", "one");
        await IngestAsync("b", "one");
        await DamageAsync(writer => writer.DeleteDocuments(FieldNames.Id, "b"));
        Assert.Equal("article b is in the index 0 times, not 1", Assert.Single(await CompareAsync()));
    }

    [Fact]
    public async Task An_article_that_is_in_the_index_twice_is_named()
    {
        await IngestAsync("a", "one");
        await DamageAsync(writer => writer.AddDocument(ArticleSchema.ToDocument(Text("a", 1))));
        Assert.Equal("article a is in the index 2 times, not 1", Assert.Single(await CompareAsync()));
    }

    [Fact]
    public async Task An_article_that_stands_there_at_an_old_revision_is_named()
    {
        await IngestAsync("a", "one");
        await IngestAsync("a", "two");
        await DamageAsync(writer => writer.UpdateDocument(FieldNames.Id, "a", ArticleSchema.ToDocument(Text("a", 1))));
        Assert.Equal("article a is in the index as of sequence 1, not 2", Assert.Single(await CompareAsync()));
    }

    [Fact]
    public async Task An_article_that_was_taken_down_or_never_was_is_named()
    {
        await IngestAsync("a", "one");
        await _data.Database.WriteAsync(data => data.Articles.TakeDownAsync("a", "asked"));
        await DamageAsync(writer =>
        {
            writer.AddDocument(ArticleSchema.ToDocument(Text("a", 1)));
            writer.AddDocument(ArticleSchema.ToDocument(Text("stranger", 1)));
        });
        Assert.Equal(["article a is in the index 1 times, not 0", "article stranger is in the index, but not in the database"], await CompareAsync());
    }

    [Fact]
    public async Task The_index_of_another_database_is_told()
    {
        await IngestAsync("a", "one");
        await IndexAsync();
        using var other = new TemporaryDatabase();
        Assert.Contains("another database", Assert.Single(await IndexComparison.CompareAsync(other.Database, _index, CancellationToken.None)), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> CompareAsync() => IndexComparison.CompareAsync(_data.Database, _index, CancellationToken.None);

    private async Task IndexAsync()
    {
        using var stage = await IndexStage.OpenAsync(_data.Database, _index, CancellationToken.None);
        await stage.RunAsync(progress: null, CancellationToken.None);
    }

    private async Task DamageAsync(Action<IndexWriter> damage)
    {
        await IndexAsync();
        using var writer = new IndexWriter(_index, new IndexWriterConfig(ArticleSchema.Analyzer));
        damage(writer);
        writer.Commit();
    }

    private static ArticleText Text(string id, long seq) => new() { Id = id, Seq = seq, Title = "Title", Body = "text", Seen = DateTimeOffset.UnixEpoch };

    private Task IngestAsync(string id, string body) => _data.Database.WriteAsync(
        data => data.Articles.IngestAsync(new ArticleDraft { Id = id, Url = "https://example.org/" + id, Title = "Title", Body = body }));
}
