using Search.Data;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Ingest.Stages;

/// <summary>
/// Sees to it that rows are in the index, or that the index is written anew, whoever writes it: this process when no other holds the
/// writer lock, else the holder, for which it waits.
/// </summary>
/// <param name="database">Has the rows.</param>
/// <param name="directory">The index.</param>
/// <param name="building">Where a new one is made that is to take its place.</param>
/// <param name="say">Gets a line when a rebuild begins and ends here; null for nobody.</param>
public sealed class IndexAccess(Database database, IndexDirectory directory, IndexDirectory building, Action<string>? say = null)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // Between two of these new rows get into the old index.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>What the index's documents are made together with; null for alone.</summary>
    public SharedDocuments? Shared { get; init; }

    /// <summary>Articles that this process could not index when it last caught up.</summary>
    public IReadOnlyList<IndexFault> Faults { get; private set; } = [];

    /// <summary>
    /// Returns when the index's last commit has passed all rows that are there now. Returns how many rows this process indexed: 0 when
    /// another one did. Throws <see cref="TimeoutException"/> when the holder of the lock did not get there in time; while it rebuilds the
    /// index the time counts from its last sign of life.
    /// </summary>
    public Task<long> CatchUpAsync(TimeSpan patience, IProgress<long>? progress, CancellationToken cancellationToken) =>
        CatchUpAsync(patience, progress, alongside: null, cancellationToken);

    /// <summary>As the other, with something to be done whenever this process has read some rows, for the rows up to this number of the sequence.</summary>
    public async Task<long> CatchUpAsync(TimeSpan patience, IProgress<long>? progress, Func<long, CancellationToken, Task>? alongside, CancellationToken cancellationToken)
    {
        var (identity, last) = await database.WriteAsync(
            async data => (await DatabaseIdentity.EnsureAsync(data), await data.Articles.LastSeqAsync()), cancellationToken);
        var wait = new HolderWait(database, patience);
        while (true)
        {
            LockHeldException held;
            try
            {
                return await CatchUpHereAsync(progress, alongside, cancellationToken);
            }
            catch (LockHeldException e)
            {
                held = e;
            }
            var stamp = IndexStamp.ReadLatest(directory);
            if (stamp is { IsCurrent: true } && stamp.Database == identity && stamp.Cursor >= last)
                return 0;
            await wait.LookAsync(stamp, cancellationToken);
            if (wait.IsOver)
                throw new TimeoutException($"the index did not pass sequence {last} within {patience.TotalSeconds:0} seconds: {held.Message}");
            await Task.Delay(Look, database.Time, cancellationToken);
        }
    }

    /// <summary>Has the index written anew from the rows, and returns when the new one is in the old one's place.</summary>
    /// <param name="patience">How long the holder of the lock may give no sign of life.</param>
    /// <param name="progress">Told how many rows are read.</param>
    /// <param name="cancellationToken">Ends the waiting; what was asked for is done by the next holder of the lock.</param>
    /// <exception cref="TimeoutException">The holder of the lock gave no sign of life in time.</exception>
    /// <exception cref="IOException">The rebuild failed; the old index goes on.</exception>
    public async Task<RebuildOutcome> RebuildAsync(TimeSpan patience, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var request = await database.WriteAsync(RebuildRequest.MakeAsync, cancellationToken);
        var wait = new HolderWait(database, patience);
        while (true)
        {
            LockHeldException held;
            try
            {
                return await RebuildHereAsync(request, progress, cancellationToken);
            }
            catch (LockHeldException e)
            {
                held = e;
            }
            var stamp = IndexStamp.ReadLatest(directory);
            await wait.LookAsync(stamp, cancellationToken);
            var told = wait.Progress is { } all && all.Request == request ? all : null;
            progress?.Report(told?.Rows ?? 0);
            if (stamp?.Rebuild == request)
                return new RebuildOutcome(told?.Rows ?? 0, Here: false);
            if (told?.Failure is { } failure)
                throw new IOException(failure);
            if (wait.IsOver)
                throw new TimeoutException($"the index was not rebuilt; for {patience.TotalSeconds:0} seconds nothing was heard of it: {held.Message}");
            await Task.Delay(Look, database.Time, cancellationToken);
        }
    }

    private async Task<long> CatchUpHereAsync(IProgress<long>? progress, Func<long, CancellationToken, Task>? alongside, CancellationToken cancellationToken)
    {
        using var keeper = await OpenAsync(cancellationToken);
        var rows = await keeper.FeedAsync(progress, alongside, cancellationToken);
        while (!keeper.IsFed)
            rows = await TendAsync(keeper, progress, cancellationToken);
        Faults = keeper.Faults;
        keeper.Settle();
        return rows;
    }

    private async Task<RebuildOutcome> RebuildHereAsync(string request, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var keeper = await OpenAsync(cancellationToken);
        var rows = 0L;
        while (keeper.Fulfilled != request)
        {
            await keeper.FeedAsync(progress: null, cancellationToken);
            rows = await TendAsync(keeper, progress, cancellationToken);
        }
        Faults = keeper.Faults;
        keeper.Settle();
        return new RebuildOutcome(rows, Here: true);
    }

    private Task<IndexKeeper> OpenAsync(CancellationToken cancellationToken) =>
        IndexKeeper.OpenAsync(database, directory, building, say ?? (_ => { }), Shared, cancellationToken);

    private static async Task<long> TendAsync(IndexKeeper keeper, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var rows = await keeper.TendAsync(Slice, cancellationToken);
        if (keeper.Failure is { } failure)
            throw new IOException(failure);
        progress?.Report(rows);
        return rows;
    }
}
