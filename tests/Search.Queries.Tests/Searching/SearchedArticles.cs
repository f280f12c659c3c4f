using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

/// <summary>An <see cref="ArticleSearcher"/> over articles in memory.</summary>
internal sealed class SearchedArticles : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private ArticleSearcher? _searcher;

    public SearchedArticles(IReadOnlyList<ArticleText> articles, int perSegment = int.MaxValue, params IEnumerable<string> deleted)
    {
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer) { MergePolicy = MergePolicy.None }))
        {
            foreach (var (i, article) in articles.Index())
            {
                writer.UpdateDocument(FieldNames.Id, article.Id, ArticleSchema.ToDocument(article));
                if ((i + 1) % perSegment == 0)
                    writer.Flush();
            }
            foreach (var id in deleted)
                writer.DeleteDocuments(FieldNames.Id, id);
            writer.Commit(ArticleSchema.Stamp());
        }
    }

    /// <summary>Limits the time of searches; stands by default.</summary>
    public TimeProvider Clock { get; init; } = new SteppedTime();

    public ArticleSearcher Searcher => _searcher ??= new ArticleSearcher(_directory, Clock);

    public void Dispose()
    {
        _searcher?.Dispose();
        _directory.Dispose();
    }
}
