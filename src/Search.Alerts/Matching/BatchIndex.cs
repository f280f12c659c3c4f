using Search.Data.Articles;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>A batch of articles as an index in memory: document n is article n. Short-lived.</summary>
internal sealed class BatchIndex : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private readonly IndexWriter _writer;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public BatchIndex(IReadOnlyList<Article> articles)
    {
        _writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer) { MergePolicy = MergePolicy.None, CompoundFileMegabytes = 0 });
        foreach (var article in articles)
            _writer.AddDocument(ArticleSchema.ToDocument(ArticleTexts.Of(article)));
        _reader = _writer.OpenReader();
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>Numbers of all articles that match.</summary>
    public IReadOnlyList<int> Find(Query query, CancellationToken cancellation)
    {
        var found = new List<int>();
        _searcher.ForEachMatch(query, found.Add, cancellation);
        return found;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
        _directory.Dispose();
    }
}
