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

    /// <summary>
    /// Returns when the index's last commit has passed all rows that are there now. Returns how many rows this process indexed: 0 when
    /// another one did. Throws <see cref="TimeoutException"/> when the holder of the lock did not get there in time.
    /// </summary>
    public async Task<long> CatchUpAsync(TimeSpan patience, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var last = await database.ReadAsync(data => data.Articles.LastSeqAsync(), cancellationToken);
        var began = database.Time.GetTimestamp();
        while (true)
        {
            LockHeldException held;
            try
            {
                using var stage = await IndexStage.OpenAsync(database, directory, cancellationToken);
                return await stage.RunAsync(progress, cancellationToken);
            }
            catch (LockHeldException e)
            {
                held = e;
            }
            if (Cursor() >= last)
                return 0;
            if (database.Time.GetElapsedTime(began) > patience)
                throw new TimeoutException($"the index did not pass sequence {last} within {patience.TotalSeconds:0} seconds: {held.Message}");
            await Task.Delay(Look, database.Time, cancellationToken);
        }
    }

    /// <summary>The cursor of the last commit; -1 where there is none that is ours.</summary>
    private long Cursor()
    {
        try
        {
            return IndexStamp.Read(SegmentInfos.ReadLatest(directory).UserData)?.Cursor ?? -1;
        }
        catch (IndexNotFoundException)
        {
            return -1;
        }
    }
}
