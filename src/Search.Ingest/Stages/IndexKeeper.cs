using Search.Data;
using Search.Lucene;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Ingest.Stages;

/// <summary>
/// The index of the process that holds its writer lock: fed with new rows, and written anew when somebody asks for it or another version
/// of the schema wrote it, while readers go on with what is there. Not thread-safe.
/// </summary>
/// <remarks>
/// The new index grows in a directory of its own, a slice at a time, so that the old one is fed in between. When it has all rows its files
/// are moved to the old one's, and one commit puts them in its place: whatever dies, readers find the old index or the new one. What a
/// kill leaves is removed by the next keeper, which begins again.
/// </remarks>
public sealed class IndexKeeper : IDisposable
{
    /// <summary>How long a rebuild for another version waits after a failure, such as a full disk.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(10);

    private readonly Database _database;
    private readonly IndexDirectory _building;
    private readonly IndexStage _stage;
    private readonly Action<string> _say;
    private Rebuild? _rebuild;
    private Exception? _toldFailure;
    private string? _failedRequest;
    private DateTimeOffset _failedAt;

    private IndexKeeper(Database database, IndexDirectory building, IndexStage stage, Action<string> say)
    {
        _database = database;
        _building = building;
        _stage = stage;
        _say = say;
    }

    /// <summary>Articles that the last feeding, or the last rebuild if that ended later, could not index.</summary>
    public IReadOnlyList<IndexFault> Faults { get; private set; } = [];

    /// <summary>Why the last rebuild was given up; null when none was, or another began since.</summary>
    public string? Failure { get; private set; }

    /// <summary>False while the index is of another version of the schema, or damaged: new rows are in it after its rebuild.</summary>
    public bool IsFed => _stage.IsFed;

    /// <summary>The last request to rebuild that the index fulfils.</summary>
    internal string Fulfilled => _stage.Stamp.Rebuild;

    /// <summary>Takes the writer lock, and removes what a killed rebuild left. A damaged index is no hindrance when its rebuild is asked for.</summary>
    /// <param name="database">Has the rows.</param>
    /// <param name="directory">The index.</param>
    /// <param name="building">Where a new one is made: an empty directory, best on the same disk.</param>
    /// <param name="say">Gets a line when a rebuild begins and ends.</param>
    /// <param name="shared">Where the matcher of the same rows leaves documents, and finds them; null for alone.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="LockHeldException">Another process holds the lock; the message names it.</exception>
    /// <exception cref="CorruptIndexException">A file of the index is damaged.</exception>
    public static async Task<IndexKeeper> OpenAsync(
        Database database, IndexDirectory directory, IndexDirectory building, Action<string> say, SharedDocuments? shared, CancellationToken cancellationToken)
    {
        var stage = await OpenStageAsync(database, directory, shared, cancellationToken);
        try
        {
            Clear(building);
        }
        catch
        {
            stage.Dispose();
            throw;
        }
        return new IndexKeeper(database, building, stage, say);
    }

    /// <summary>Brings all rows into the index, if it can take them. Returns how many were read.</summary>
    public Task<long> FeedAsync(IProgress<long>? progress, CancellationToken cancellationToken) => FeedAsync(progress, alongside: null, cancellationToken);

    /// <summary>As the other, with something to be done after some reads, for the rows up to this number of the sequence.</summary>
    public async Task<long> FeedAsync(IProgress<long>? progress, Func<long, CancellationToken, Task>? alongside, CancellationToken cancellationToken)
    {
        if (!IsFed)
            return 0;
        var rows = await _stage.RunAsync(progress, alongside, cancellationToken);
        Faults = _stage.Faults;
        Tell(_stage.MergeFailure);
        return rows;
    }

    /// <summary>
    /// After feeding, before it is closed by somebody who won't open it soon: the merges that run come to their end. What fails in that is told
    /// and no more, for all rows are in the last commit.
    /// </summary>
    public void Settle()
    {
        if (!IsFed)
            return;
        try
        {
            _stage.Settle();
            Tell(_stage.MergeFailure);
        }
        catch (IndexWriteException e)
        {
            Tell(e.InnerException);
        }
    }

    /// <summary>
    /// Begins a rebuild where one is due, or goes on with it for about as long as <paramref name="slice"/>. A rebuild that fails is given up
    /// and told (<see cref="Failure"/>), and the old index goes on. Returns how many rows the rebuild has read so far.
    /// </summary>
    public async Task<long> TendAsync(TimeSpan slice, CancellationToken cancellationToken)
    {
        try
        {
            _rebuild ??= await BeginIfDueAsync(cancellationToken);
            return _rebuild is null ? 0 : await StepAsync(_rebuild, slice, cancellationToken);
        }
        catch (Exception e) when (_rebuild is not null && e is IOException or UnauthorizedAccessException)
        {
            var failed = _rebuild!;
            _rebuild = null;
            failed.Stage.Dispose();
            await GiveUpAsync(failed.Request, failed.Rows, e, cancellationToken);
            return 0;
        }
    }

    public void Dispose()
    {
        _rebuild?.Stage.Dispose();
        _stage.Dispose();
    }

    /// <summary>Says why segments could not be merged, once.</summary>
    private void Tell(Exception? failure)
    {
        if (failure is null || failure == _toldFailure)
            return;
        _toldFailure = failure;
        _say($"segments of the index could not be merged, it is tried again later and nothing is lost: {failure.Message}");
    }

    private static async Task<IndexStage> OpenStageAsync(Database database, IndexDirectory directory, SharedDocuments? shared, CancellationToken cancellationToken)
    {
        try
        {
            return await IndexStage.OpenAsync(database, directory, keepsOlder: true, shared, cancellationToken);
        }
        catch (Exception e) when (e is CorruptIndexException or IndexFormatException or FileNotFoundException)
        {
            var request = await database.ReadAsync(RebuildRequest.ReadAsync, cancellationToken);
            var stamp = IndexStamp.ReadLatest(directory);
            if (request == (stamp?.Rebuild ?? ""))
                throw;
            return await IndexStage.OpenDamagedAsync(database, directory, stamp?.Index, cancellationToken);
        }
    }

    private async Task<Rebuild?> BeginIfDueAsync(CancellationToken cancellationToken)
    {
        var request = await _database.ReadAsync(RebuildRequest.ReadAsync, cancellationToken);
        var isAsked = request != Fulfilled && request != _failedRequest;
        var isOutdated = !IsFed && (_failedRequest is null || _database.Time.GetUtcNow() - _failedAt >= RetryPause);
        if (!isAsked && !isOutdated)
            return null;
        Failure = null;
        if (await TryBeginAsync(request, cancellationToken) is not { } rebuild)
            return null;
        CrashPoints.Reach("rebuild-begun");
        _say(IsFed ? "the index is rebuilt as asked for; the old one serves meanwhile" : "the index is rebuilt, because another version of the program wrote it or it is damaged; the old one serves meanwhile");
        return rebuild;
    }

    /// <summary>Null when even the beginning failed.</summary>
    private async Task<Rebuild?> TryBeginAsync(string request, CancellationToken cancellationToken)
    {
        try
        {
            Clear(_building);
            _stage.WriteName();
            return new Rebuild(_stage.Successor(_building, request), request, _database.Time.GetTimestamp());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await GiveUpAsync(request, rows: 0, e, cancellationToken);
            return null;
        }
    }

    private async Task<long> StepAsync(Rebuild rebuild, TimeSpan slice, CancellationToken cancellationToken)
    {
        var began = _database.Time.GetTimestamp();
        bool more;
        do
        {
            (var rows, more) = await rebuild.Stage.StepAsync(cancellationToken);
            rebuild.Rows += rows;
        }
        while (more && _database.Time.GetElapsedTime(began) < slice);
        if (!more)
            await SwapAsync(rebuild, cancellationToken);
        else
            await TellAsync(rebuild.Request, rebuild.Rows, failure: null, cancellationToken);
        return rebuild.Rows;
    }

    private async Task SwapAsync(Rebuild rebuild, CancellationToken cancellationToken)
    {
        rebuild.Stage.Commit();
        rebuild.Stage.Dispose();
        CrashPoints.Reach("rebuild-built");
        _stage.ReplaceWith(_building, rebuild.Stage.Stamp);
        _rebuild = null;
        _failedRequest = null;
        Faults = rebuild.Stage.Faults;
        ClearQuietly(_building);
        var seconds = _database.Time.GetElapsedTime(rebuild.Began).TotalSeconds;
        _say(FormattableString.Invariant($"the index was rebuilt from {rebuild.Rows:N0} rows in {seconds:N1} seconds"));
        await TellAsync(rebuild.Request, rebuild.Rows, failure: null, cancellationToken);
    }

    private async Task GiveUpAsync(string request, long rows, Exception cause, CancellationToken cancellationToken)
    {
        (_failedRequest, _failedAt) = (request, _database.Time.GetUtcNow());
        Failure = $"rebuilding the index failed, and the old one goes on: {cause.Message}";
        ClearQuietly(_building);
        _say(Failure);
        await TellAsync(request, rows, Failure, cancellationToken);
    }

    private Task TellAsync(string request, long rows, string? failure, CancellationToken cancellationToken) => _database.WriteAsync(
        data => new RebuildProgress(request, rows, failure).WriteAsync(data, _stage.Stamp.Index), cancellationToken);

    private static void ClearQuietly(IndexDirectory building)
    {
        try
        {
            Clear(building);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What came of the rebuild matters more; the next beginning tries again.
        }
    }

    private static void Clear(IndexDirectory building)
    {
        foreach (var file in building.ListAll())
            building.DeleteFile(file);
    }

    /// <summary>One new index in the making.</summary>
    private sealed class Rebuild(IndexStage stage, string request, long began)
    {
        public IndexStage Stage => stage;

        public string Request => request;

        /// <summary>Timestamp.</summary>
        public long Began => began;

        public long Rows { get; set; }
    }
}
