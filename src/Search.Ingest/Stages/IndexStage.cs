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

    // The more the better, since matches of many articles for one alert lie side by side, but few enough that articles of 50 KB have room in what is shared.
    private const int RowsAlongside = 512;

    private readonly Database _database;
    private readonly IndexWriter _writer;
    private readonly List<IndexFault> _faults = [];
    private readonly ArticleDocuments _documents;

    // Of the last commit, or of the first one to come. Moves with a commit only: what a failed or cancelled run had read is read again.
    private IndexStamp _stamp;

    // The last row that the writer was given, and how many since the last commit.
    private long _read;
    private int _uncommitted;

    // An index that does not fit stands until the first commit, which comes even when there are no rows.
    private bool _replaces;

    private IndexStage(Database database, IndexWriter writer, IndexStamp stamp, bool replaces, SharedDocuments? shared = null)
    {
        _documents = new ArticleDocuments(shared);
        _database = database;
        _writer = writer;
        _stamp = stamp;
        _replaces = replaces;
        _read = stamp.Cursor;
    }

    /// <summary>How many rows are read between two commits at most, so that a kill costs little and searchers see the work go on.</summary>
    public int RowsPerCommit { get; set; } = 20_000;

    /// <summary>Ingest sequence of the last row in the index's last commit.</summary>
    public long Cursor => _stamp.Cursor;

    /// <summary>Articles that the last run could not index.</summary>
    public IReadOnlyList<IndexFault> Faults => _faults;

    /// <summary>True when rows can be added: not to an index of another version of the schema, nor to a damaged one, which can only be replaced.</summary>
    internal bool IsFed { get; private set; } = true;

    internal IndexStamp Stamp => _stamp;

    internal long NextSegmentNumber => _writer.NextSegmentNumber;

    /// <summary>Takes the writer lock and the last commit's cursor.</summary>
    /// <exception cref="LockHeldException">Another process holds the lock; the message names it.</exception>
    /// <exception cref="Lucene.CorruptIndexException">A file of the index is damaged.</exception>
    public static Task<IndexStage> OpenAsync(Database database, IndexDirectory directory, CancellationToken cancellationToken) =>
        OpenAsync(database, directory, keepsOlder: false, shared: null, cancellationToken);

    /// <summary>
    /// As the other, but an index of another version that can still be searched is kept as it is, to be replaced (<see cref="IsFed"/>), and
    /// documents are made together with another reader of the same rows.
    /// </summary>
    internal static async Task<IndexStage> OpenAsync(
        Database database, IndexDirectory directory, bool keepsOlder, SharedDocuments? shared, CancellationToken cancellationToken)
    {
        var writer = Open(directory, OpenMode.CreateOrAppend);
        try
        {
            // Read under the lock: before it, another process may commit rows that are newer than the last one seen here.
            var (fresh, last) = await FreshAsync(database, cancellationToken);
            if (IndexStamp.Read(writer.UserData) is { } stamp && stamp.Database == fresh.Database && stamp.Cursor <= last)
            {
                var named = stamp.Index.Length > 0 ? stamp : stamp with { Index = fresh.Index };
                if (stamp.IsCurrent)
                    return new IndexStage(database, writer, named, replaces: false, shared);
                if (keepsOlder && ArticleSchema.CanSearch(writer.Fields))
                    return new IndexStage(database, writer, named, replaces: false, shared) { IsFed = false };
            }
            var replaces = writer.MaxDoc > 0 || writer.UserData.Count > 0;
            if (replaces)
            {
                writer.Dispose();
                writer = Open(directory, OpenMode.Create);
            }
            return new IndexStage(database, writer, fresh, replaces, shared);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Takes the writer lock of an index whose files don't matter any more: it can only be replaced, and readers keep it until then.</summary>
    /// <param name="database">Has the rows.</param>
    /// <param name="directory">The damaged index.</param>
    /// <param name="name">Its name, where that can be read.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    internal static async Task<IndexStage> OpenDamagedAsync(Database database, IndexDirectory directory, string? name, CancellationToken cancellationToken)
    {
        var (fresh, _) = await FreshAsync(database, cancellationToken);
        var stamp = fresh with { Index = string.IsNullOrEmpty(name) ? fresh.Index : name, Rebuild = "" };
        return new IndexStage(database, Open(directory, OpenMode.Create), stamp, replaces: true) { IsFed = false };
    }

    /// <summary>Begins a new index that is to take this one's place, in a directory of its own, which is emptied first.</summary>
    internal IndexStage Successor(IndexDirectory building, string request)
    {
        // This one goes on making segments meanwhile, and their names must not meet.
        const long Apart = 1 << 24;
        var writer = Open(building, OpenMode.Create, _writer.NextSegmentNumber + Apart);
        return new IndexStage(_database, writer, _stamp with { Cursor = 0, Rebuild = request }, replaces: true);
    }

    /// <summary>Puts the last commit of <paramref name="building"/>, whose stage is closed, in this index's place, by one commit.</summary>
    internal void ReplaceWith(IndexDirectory building, IndexStamp stamp)
    {
        _writer.ReplaceWith(building);
        CrashPoints.Reach("rebuild-moved");
        _writer.Commit(stamp.ToUserData());
        CrashPoints.Reach("rebuild-swapped");
        (_stamp, _read, _uncommitted, _replaces, IsFed) = (stamp, stamp.Cursor, 0, false, true);
    }

    /// <summary>Writes the index's name into its commit, so that others find what is said of it; nothing to do where it stands there.</summary>
    internal void WriteName()
    {
        if (!_replaces && !_writer.UserData.ContainsKey(IndexStamp.IndexKey))
            _writer.Commit(new Dictionary<string, string>(_writer.UserData, StringComparer.Ordinal) { [IndexStamp.IndexKey] = _stamp.Index });
    }

    /// <summary>Indexes every row that is there, and commits. Returns how many rows were read.</summary>
    /// <param name="progress">Told after each read how many rows are done.</param>
    /// <param name="cancellationToken">Ends it between two reads; what was read until then is committed by the next run.</param>
    public Task<long> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken) => RunAsync(progress, alongside: null, cancellationToken);

    /// <summary>As the other, with something to be done after some reads, for the rows up to this number of the sequence.</summary>
    internal async Task<long> RunAsync(IProgress<long>? progress, Func<long, CancellationToken, Task>? alongside, CancellationToken cancellationToken)
    {
        _faults.Clear();
        (_read, _uncommitted) = (Cursor, 0);
        var (rows, more, told) = (0L, true, 0L);
        while (more)
        {
            var count = await ReadAsync(cancellationToken);
            rows += count;
            progress?.Report(rows);
            more = count == ReadSize;
            if (alongside is not null && rows - told >= (more ? RowsAlongside : 1))
            {
                await alongside(_read, cancellationToken);
                told = rows;
            }
            if (_uncommitted >= RowsPerCommit || ((_uncommitted > 0 || _replaces) && !more))
                Commit();
        }
        return rows;
    }

    /// <summary>Gives some rows to the writer without committing. Returns how many, and whether there may be more.</summary>
    internal async Task<(int Rows, bool More)> StepAsync(CancellationToken cancellationToken)
    {
        var count = await ReadAsync(cancellationToken);
        return (count, count == ReadSize);
    }

    /// <summary>Commits what was read.</summary>
    internal void Commit()
    {
        CrashPoints.Reach("index-commit");
        var stamp = _stamp with { Cursor = _read };
        _writer.Commit(stamp.ToUserData());
        CrashPoints.Reach("index-committed");
        (_stamp, _uncommitted, _replaces) = (stamp, 0, false);
    }

    /// <summary>Why segments could last not be merged; nothing is lost by that. Null when all could.</summary>
    internal Exception? MergeFailure => _writer.LastMergeFailure;

    /// <summary>Waits for the merges that run, and commits what they made: closing would give it up.</summary>
    internal void Settle()
    {
        _writer.WaitForMerges();
        _writer.Commit();
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>The stamp of an index that has nothing yet, and the last row's sequence number.</summary>
    private static Task<(IndexStamp Stamp, long Last)> FreshAsync(Database database, CancellationToken cancellationToken) => database.WriteAsync(
        async data => (
            new IndexStamp(0, await DatabaseIdentity.EnsureAsync(data), Guid.NewGuid().ToString("N"), await RebuildRequest.ReadAsync(data)),
            await data.Articles.LastSeqAsync()),
        cancellationToken);

    private static IndexWriter Open(IndexDirectory directory, OpenMode mode, long firstSegment = 0) =>
        new(directory, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = mode, FirstSegmentNumber = firstSegment });

    private async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        var articles = await _database.ReadAsync(data => data.Articles.ReadAfterAsync(_read, ReadSize), cancellationToken);
        foreach (var article in articles)
            Write(article);
        _read = articles.Count > 0 ? articles[^1].Seq : _read;
        _uncommitted += articles.Count;
        return articles.Count;
    }

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

    private Document ToDocument(Article article)
    {
        try
        {
            return _documents.Of(ArticleTexts.Of(article));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnindexableDocumentException(e.Message, e);
        }
    }
}
