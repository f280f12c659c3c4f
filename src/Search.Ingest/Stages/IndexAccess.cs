using Search.Data;
using Search.Lucene;
using Search.Lucene.Codecs;
using Search.Lucene.Store;

namespace Search.Ingest.Stages;

/// <summary>
/// Sees to it that rows are in the index, whoever writes it: this process when no other holds the writer lock, else the holder, for
/// which it waits.
/// </summary>
public sealed class IndexAccess(Database database, IndexDirectory directory)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Articles that this process could not index when it last caught up.</summary>
    public IReadOnlyList<IndexFault> Faults { get; private set; } = [];

    /// <summary>
    /// Returns when the index's last commit has passed all rows that are there now. Returns how many rows this process indexed: 0 when
    /// another one did. Throws <see cref="TimeoutException"/> when the holder of the lock did not get there in time.
    /// </summary>
    public async Task<long> CatchUpAsync(TimeSpan patience, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (identity, last) = await database.WriteAsync(
            async data => (await DatabaseIdentity.EnsureAsync(data), await data.Articles.LastSeqAsync()), cancellationToken);
        var began = database.Time.GetTimestamp();
        while (true)
        {
            LockHeldException held;
            try
            {
                using var stage = await IndexStage.OpenAsync(database, directory, cancellationToken);
                var rows = await stage.RunAsync(progress, cancellationToken);
                Faults = stage.Faults;
                return rows;
            }
            catch (LockHeldException e)
            {
                held = e;
            }
            if (Cursor(identity) >= last)
                return 0;
            if (database.Time.GetElapsedTime(began) > patience)
                throw new TimeoutException($"the index did not pass sequence {last} within {patience.TotalSeconds:0} seconds: {held.Message}");
            await Task.Delay(Look, database.Time, cancellationToken);
        }
    }

    /// <summary>The cursor of the last commit; -1 where there is none that is of this schema and this database.</summary>
    private long Cursor(string identity)
    {
        try
        {
            return IndexStamp.Read(SegmentInfos.ReadLatest(directory).UserData) is { } stamp && stamp.Database == identity ? stamp.Cursor : -1;
        }
        catch (IndexNotFoundException)
        {
            return -1;
        }
    }
}
