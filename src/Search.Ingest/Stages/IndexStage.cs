using Search.Data;
using Search.Data.Articles;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Ingest.Stages;

/// <summary>
/// Brings article rows into the index: reads the rows after the cursor of the last commit, updates documents by their id, and commits
/// with the new cursor. Killed anywhere, it goes on from the last commit. Holds the index's writer lock from opening to disposal.
/// Not thread-safe.
/// </summary>
/// <remarks>An index that another schema wrote, or that holds another database's rows, is written anew; readers keep the old one until then.</remarks>
public sealed class IndexStage : IDisposable
{
    private const int ReadSize = 256;

    private readonly Database _database;
    private readonly IndexWriter _writer;
    private readonly string _identity;
    private long _cursor;

    // An index that was begun anew is committed even when no row goes into it: what another schema or database left must go.
    private bool _isNew;

    private IndexStage(Database database, IndexWriter writer, string identity, long cursor)
    {
        _database = database;
        _writer = writer;
        _identity = identity;
        _cursor = cursor;
    }

    /// <summary>How many rows are read between two commits at most, so that a kill costs little and searchers see the work go on.</summary>
    public int RowsPerCommit { get; init; } = 20_000;

    /// <summary>Ingest sequence of the last row in the index's last commit.</summary>
    public long Cursor => _cursor;

    /// <summary>Takes the writer lock and the last commit's cursor.</summary>
    /// <exception cref="LockHeldException">Another process holds the lock; the message names it.</exception>
    /// <exception cref="Lucene.CorruptIndexException">A file of the index is damaged.</exception>
    public static async Task<IndexStage> OpenAsync(Database database, IndexDirectory directory, CancellationToken cancellationToken)
    {
        var (identity, last) = await database.WriteAsync(
            async data => (await DatabaseIdentity.EnsureAsync(data), await data.Articles.LastSeqAsync()), cancellationToken);
        var writer = Open(directory, OpenMode.CreateOrAppend);
        var stamp = IndexStamp.Read(writer.UserData);
        var fits = stamp is not null && stamp.Database == identity && stamp.Cursor <= last;
        var isForeign = !fits && (writer.UserData.Count > 0 || writer.MaxDoc > 0);
        if (isForeign)
        {
            writer.Dispose();
            writer = Open(directory, OpenMode.Create);
        }
        return new IndexStage(database, writer, identity, fits ? stamp!.Cursor : 0) { _isNew = isForeign };
    }

    /// <summary>Indexes every row that is there, and commits. Returns how many rows were read.</summary>
    /// <param name="progress">Told after each read how many rows are done.</param>
    /// <param name="cancellationToken">Ends it between two reads; what was read until then is committed by the next run.</param>
    public async Task<long> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (cursor, rows, uncommitted) = (_cursor, 0L, 0);
        while (true)
        {
            var articles = await _database.ReadAsync(data => data.Articles.ReadAfterAsync(cursor, ReadSize), cancellationToken);
            foreach (var article in articles)
                Write(article);
            cursor = articles.Count > 0 ? articles[^1].Seq : cursor;
            rows += articles.Count;
            uncommitted += articles.Count;
            progress?.Report(rows);
            if (uncommitted >= RowsPerCommit || ((uncommitted > 0 || _isNew) && articles.Count < ReadSize))
            {
                Commit(cursor);
                uncommitted = 0;
            }
            if (articles.Count < ReadSize)
                return rows;
        }
    }

    public void Dispose() => _writer.Dispose();

    private static IndexWriter Open(IndexDirectory directory, OpenMode mode) =>
        new(directory, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = mode });

    private void Write(Article article)
    {
        if (article.Removed)
            _writer.DeleteDocuments(FieldNames.Id, article.Id);
        else if (article.Current && article.DeletedAt is null)
            _writer.UpdateDocument(FieldNames.Id, article.Id, ArticleSchema.ToDocument(ArticleTexts.Of(article)));
    }

    private void Commit(long cursor)
    {
        _writer.Commit(new IndexStamp(cursor, _identity).ToUserData());
        _cursor = cursor;
        _isNew = false;
    }
}
