using Search.Data.Articles;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Alerts.Matching;

/// <summary>A batch of articles as an index in memory, without those that can't be indexed. Short-lived.</summary>
internal sealed class BatchIndex : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private readonly IndexWriter _writer;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly Dictionary<int, Article> _articleOfDoc = [];
    private readonly List<(Article Article, string Reason)> _unreadable = [];

    public BatchIndex(IReadOnlyList<Article> articles)
    {
        _writer = new IndexWriter(_directory, new IndexWriterConfig(ArticleSchema.Analyzer) { MergePolicy = MergePolicy.None, CompoundFileMegabytes = 0 });
        foreach (var article in articles)
            Add(article);
        _reader = _writer.OpenReader();
        _searcher = new IndexSearcher(_reader);
    }

    /// <summary>Articles that no query can be run on, with the reason.</summary>
    public IReadOnlyList<(Article Article, string Reason)> Unreadable => _unreadable;

    /// <summary>All articles that match, in the order of the batch.</summary>
    public IReadOnlyList<Article> Find(Query query, CancellationToken cancellation)
    {
        var found = new List<Article>();
        _searcher.ForEachMatch(query, doc => found.Add(_articleOfDoc[doc]), cancellation);
        return found;
    }

    private void Add(Article article)
    {
        var doc = (int)_writer.MaxDoc;
        try
        {
            _writer.AddDocument(ArticleSchema.ToDocument(ArticleTexts.Of(article)));
            _articleOfDoc.Add(doc, article);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One article must not keep the others of its batch from being matched.
            _unreadable.Add((article, e.Message));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
        _directory.Dispose();
    }
}
