using Search.Data;
using Search.Data.Articles;
using Search.Lucene.Documents;
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
    private readonly List<IndexFault> _faults = [];

    // Moves with a commit only: what a failed or cancelled run had read is read again.
    private long _cursor;

    // An index that does not fit stands until the first commit, which comes even when there are no rows.
    private bool _replaces;

    private IndexStage(Database database, IndexWriter writer, string identity, long cursor, bool replaces)
    {
        _database = database;
        _writer = writer;
        _identity = identity;
        _cursor = cursor;
        _replaces = replaces;
    }

    /// <summary>How many rows are read between two commits at most, so that a kill costs little and searchers see the work go on.</summary>
    public int RowsPerCommit { get; set; } = 20_000;

    /// <summary>Ingest sequence of the last row in the index's last commit.</summary>
    public long Cursor => _cursor;

    /// <summary>Articles that the last run could not index.</summary>
    public IReadOnlyList<IndexFault> Faults => _faults;

    /// <summary>Takes the writer lock and the last commit's cursor.</summary>
    /// <exception cref="LockHeldException">Another process holds the lock; the message names it.</exception>
    /// <exception cref="Lucene.CorruptIndexException">A file of the index is damaged.</exception>
    public static async Task<IndexStage> OpenAsync(Database database, IndexDirectory directory, CancellationToken cancellationToken)
    {
        var writer = Open(directory, OpenMode.CreateOrAppend);
        try
        {
            // Read under the lock: before it, another process may commit rows that are newer than the last one seen here.
            var (identity, last) = await database.WriteAsync(
                async data => (await DatabaseIdentity.EnsureAsync(data), await data.Articles.LastSeqAsync()), cancellationToken);
            if (IndexStamp.Read(writer.UserData) is { } stamp && stamp.Database == identity && stamp.Cursor <= last)
                return new IndexStage(database, writer, identity, stamp.Cursor, replaces: false);
            var replaces = writer.MaxDoc > 0 || writer.UserData.Count > 0;
            if (replaces)
            {
                writer.Dispose();
                writer = Open(directory, OpenMode.Create);
            }
            return new IndexStage(database, writer, identity, cursor: 0, replaces);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Indexes every row that is there, and commits. Returns how many rows were read.</summary>
    /// <param name="progress">Told after each read how many rows are done.</param>
    /// <param name="cancellationToken">Ends it between two reads; what was read until then is committed by the next run.</param>
    public async Task<long> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        _faults.Clear();
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
            if (uncommitted >= RowsPerCommit || ((uncommitted > 0 || _replaces) && articles.Count < ReadSize))
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
            Update(article);
    }

    /// <summary>An article that can't be indexed is noted, and holds up no other.</summary>
    private void Update(Article article)
    {
        try
        {
            _writer.UpdateDocument(FieldNames.Id, article.Id, ToDocument(article));
            CrashPoints.Reach("index-row");
        }
        catch (UnindexableDocumentException e)
        {
            _writer.DeleteDocuments(FieldNames.Id, article.Id);
            _faults.Add(new IndexFault(article.Id, article.Seq, e.Message));
        }
    }

    private static Document ToDocument(Article article)
    {
        try
        {
            return ArticleSchema.ToDocument(ArticleTexts.Of(article));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnindexableDocumentException(e.Message, e);
        }
    }

    private void Commit(long cursor)
    {
        CrashPoints.Reach("index-commit");
        _writer.Commit(new IndexStamp(cursor, _identity).ToUserData());
        CrashPoints.Reach("index-committed");
        _cursor = cursor;
        _replaces = false;
    }
}
