using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Commits;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Indexing;

/// <summary>
/// Adds, updates and deletes documents of one index; the only one that does, while it is open (it holds the folder's writer lock).
/// Thread-safe: threads that add work side by side, each in a buffer of its own; segments are merged in the background. What it did becomes
/// durable and visible to others by <see cref="Commit"/>, all of it or nothing; <see cref="OpenReader"/> sees it before.
/// </summary>
/// <remarks>
/// When the folder fails (a full disk), the failing call throws <see cref="IndexWriteException"/>, everything since the last commit is
/// dropped, what other threads added too, and the writer can be used again from there: who adds in several threads commits when none of them
/// failed. A crash at any moment leaves the last commit.
/// </remarks>
public sealed partial class IndexWriter : IDisposable
{
    private const double Megabyte = 1024 * 1024;
    private const double MostRamMegabytes = 1024;

    // Locks, to be taken in this order. One commit, flush, reader or way back at a time.
    private readonly Lock _turn = new();

    // Segments, files and merges; held from the moment at which all buffers are taken until all their documents are in segments.
    private readonly Lock _gate = new();

    // Shared by threads that add; alone for whoever takes all buffers.
    private readonly ReaderWriterLockSlim _adding = new();
    private readonly Lock _names = new();

    private readonly IndexDirectory _directory;
    private readonly IndexWriterConfig _config;
    private readonly long _compoundBytes;
    private readonly IDisposable _lock;
    private readonly FileReferences _files;
    private readonly FieldNumbers _fieldNumbers = new();
    private readonly DocumentBuffers _buffers;
    private readonly SegmentInfos _infos;
    private readonly List<WriterSegment> _segments = [];

    // What lay in the folder when it was opened.
    private readonly IReadOnlyList<string> _found;
    private SegmentInfos _committed;

    // Documents, deleted ones included, of segments and buffers.
    private long _maxDoc;

    // Something is in the segments that the last commit has not.
    private bool _changed;

    // Open mode Create, and nothing committed yet: the way back leads to an empty index, not to the old one.
    private bool _beginsEmpty;

    // The old index, which can't be read, stays untouched until the first commit.
    private bool _replacesUnreadable;
    private volatile bool _closed;

    /// <summary>Opens the index in <paramref name="directory"/> for writing, and removes what a crashed writer left behind.</summary>
    /// <exception cref="LockHeldException">Another writer has it open.</exception>
    /// <exception cref="IndexNotFoundException">There is none, and <see cref="OpenMode.Append"/> was asked for.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged, and was not to be replaced.</exception>
    public IndexWriter(IndexDirectory directory, IndexWriterConfig config)
    {
        if (config.RamBufferMegabytes is not (> 0 and <= MostRamMegabytes))
            throw new ArgumentException($"{nameof(config.RamBufferMegabytes)} lies above 0 and at most at {MostRamMegabytes}", nameof(config));
        ArgumentOutOfRangeException.ThrowIfNegative(config.MergeThreads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(config.FlushThreads);
        _directory = directory;
        _config = config;
        _compoundBytes = (long)(config.CompoundFileMegabytes * Megabyte);
        _files = new FileReferences(directory);
        _buffers = new DocumentBuffers(NewBuffer, (long)(config.RamBufferMegabytes * Megabyte));
        _lock = directory.ObtainLock(IndexFileNames.WriteLock);
        try
        {
            _found = _files.IndexFiles();
            _infos = ReadIndex();
            _committed = _infos.Clone();
            _files.Add(_committed.Files());
            if (config.OpenMode == OpenMode.Create)
                BeginEmpty();
            OpenSegments(_infos.Segments);
            if (!_replacesUnreadable)
                _files.DeleteUnreferenced(_found);
        }
        catch
        {
            CloseSegments();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Documents added and not yet merged away: deleted and buffered ones included.</summary>
    public long MaxDoc => Interlocked.Read(ref _maxDoc);

    /// <summary>What the last commit was given, such as the ingest cursor.</summary>
    public IReadOnlyDictionary<string, string> UserData => _committed.UserData;

    /// <summary>All fields of the index and of what was added.</summary>
    public IReadOnlyList<FieldInfo> Fields => _fieldNumbers.List();

    /// <summary>Number of the next new segment.</summary>
    public long NextSegmentNumber
    {
        get
        {
            lock (_names)
                return _infos.Counter;
        }
    }

    /// <summary>Adds a document.</summary>
    /// <exception cref="UnindexableDocumentException">It can't be indexed (a term too long, a field used in two ways); it was not added.</exception>
    public void AddDocument(Document document) => Add(document, key: null);

    /// <summary>Adds a document in place of all added before with the term <paramref name="term"/> in <paramref name="field"/>, in one step.</summary>
    /// <exception cref="UnindexableDocumentException">It can't be indexed; nothing was added or deleted.</exception>
    public void UpdateDocument(string field, string term, Document document) =>
        Add(document, new DeleteTerm(field, Encoding.UTF8.GetBytes(term)));

    /// <summary>Deletes all documents added before with the term <paramref name="term"/> in <paramref name="field"/>.</summary>
    public void DeleteDocuments(string field, string term) => DeleteDocuments(field, Encoding.UTF8.GetBytes(term));

    /// <inheritdoc cref="DeleteDocuments(string, string)"/>
    public void DeleteDocuments(string field, ReadOnlySpan<byte> term)
    {
        var key = new DeleteTerm(field, term.ToArray());
        _adding.EnterReadLock();
        try
        {
            ThrowIfClosed();
            _buffers.Delete(key);
        }
        finally
        {
            _adding.ExitReadLock();
        }
        FlushManyDeletes();
    }

    /// <summary>Closes the index and gives up what was not committed, merges that are under way too.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            if (_closed)
                return;
            _closed = true;
        }
        EndMerges();
        lock (_turn)
        {
            lock (_gate)
                Close();
        }
    }

    /// <summary>Nobody writes to the folder any more when its lock is given up.</summary>
    private void Close()
    {
        try
        {
            DropUncommitted();
        }
        finally
        {
            CloseSegments();
            _lock.Dispose();
        }
        try
        {
            _adding.Dispose();
        }
        catch (SynchronizationLockException)
        {
            // Somebody is about to be told that the writer is closed.
        }
    }

    private SegmentBuffer NewBuffer() => new(_config.Analyzer, _fieldNumbers, _directory, NewSegmentName);

    private string NewSegmentName()
    {
        lock (_names)
            return _infos.NewSegmentName();
    }

    private static bool IsFolderFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    private void Add(Document document, DeleteTerm? key)
    {
        var (full, failure, era) = AddToBuffer(document, key);
        if (failure is not (null or UnindexableDocumentException))
            throw GiveUp(failure, era);
        if (full is not null)
            Flush(full);
        if (failure is not null)
            throw failure;
        FlushManyDeletes();
    }

    /// <summary>The buffer that the caller has to write now, and why the document was refused or the folder failed; nothing for the most part.</summary>
    private (BufferFlush? Full, Exception? Failure, int Era) AddToBuffer(Document document, DeleteTerm? key)
    {
        _adding.EnterReadLock();
        var era = _buffers.Era;
        try
        {
            ThrowIfClosed();
            if (Interlocked.Read(ref _maxDoc) >= CommitFormat.MaxDocs)
                throw new InvalidOperationException($"an index holds at most {CommitFormat.MaxDocs} documents");
            var (full, refused) = AddTo(_buffers.Take(), document, key);
            return (full, refused, era);
        }
        catch (OutOfMemoryException e)
        {
            _buffers.Damage(e);
            throw;
        }
        catch (Exception e) when (IsFolderFailure(e))
        {
            _buffers.Damage(e);
            return (null, e, era);
        }
        finally
        {
            _adding.ExitReadLock();
        }
    }

    /// <summary>A fault of one document must be told from a fault of the index: whatever it is, the buffer stays whole without the document.</summary>
    private (BufferFlush? Full, UnindexableDocumentException? Refused) AddTo(SegmentBuffer buffer, Document document, DeleteTerm? key)
    {
        var before = buffer.DocCount;
        try
        {
            buffer.Add(document);
        }
        catch (Exception e) when (!IsFolderFailure(e) && e is not OutOfMemoryException)
        {
            Interlocked.Add(ref _maxDoc, buffer.DocCount - before);
            return (_buffers.GiveBack(buffer), new UnindexableDocumentException(e.Message, e));
        }
        Interlocked.Increment(ref _maxDoc);
        return (_buffers.GiveBack(buffer, key), null);
    }

    private SegmentInfos ReadIndex()
    {
        var newest = SegmentInfos.LatestGeneration(_directory);
        if (newest < 0 && _config.OpenMode == OpenMode.Append)
            throw new IndexNotFoundException("there is no index here to append to: no segments_N file");
        var infos = newest < 0 ? new SegmentInfos() : ReadExisting(newest);
        infos.Counter = Math.Max(Math.Max(infos.Counter, LargestSegmentNumber() + 1), _config.FirstSegmentNumber);
        return infos;
    }

    private SegmentInfos ReadExisting(long newest)
    {
        try
        {
            return SegmentInfos.ReadLatest(_directory);
        }
        catch (IOException e) when (_config.OpenMode == OpenMode.Create && e is (CorruptIndexException or IndexFormatException or FileNotFoundException))
        {
            // To be replaced anyway; the first commit only has to be newer.
            _replacesUnreadable = true;
            return new SegmentInfos { Generation = newest };
        }
    }

    /// <summary>Leftovers of a crash may carry names that the last commit doesn't know; new segments get names of their own.</summary>
    private long LargestSegmentNumber() => _directory.ListAll()
        .Where(file => file.StartsWith('_'))
        .Select(file => IndexFileNames.FromBase36(IndexFileNames.SegmentOf(file).AsSpan(1)))
        .DefaultIfEmpty(-1).Max();

    private void BeginEmpty()
    {
        _infos.Segments.Clear();
        _infos.UserData = new Dictionary<string, string>(StringComparer.Ordinal);
        _beginsEmpty = true;
        _changed = true;
    }

    private void OpenSegments(IEnumerable<SegmentCommitInfo> segments)
    {
        foreach (var info in segments)
        {
            var segment = new WriterSegment(_directory, info);
            AddSegment(segment, _segments.Count);
            _fieldNumbers.Adopt(segment.Core.Fields);
        }
    }

    private void AddSegment(WriterSegment segment, int index)
    {
        _segments.Insert(index, segment);
        _files.Add(segment.Commit.Files());
        Interlocked.Add(ref _maxDoc, segment.MaxDoc);
    }

    private void RemoveSegment(WriterSegment segment)
    {
        _segments.Remove(segment);
        segment.Close();
        _files.Release(segment.Commit.Files());
        Interlocked.Add(ref _maxDoc, -segment.MaxDoc);
    }

    private void CloseSegments()
    {
        foreach (var segment in _segments)
            segment.Close();
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, this);
}
