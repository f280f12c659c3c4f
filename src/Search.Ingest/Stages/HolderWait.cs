using Search.Data;

namespace Search.Ingest.Stages;

/// <summary>The patience of a process that waits for the holder of the index's writer lock: it begins anew whenever a rebuild gets on.</summary>
internal sealed class HolderWait(Database database, TimeSpan patience)
{
    private long _heard = database.Time.GetTimestamp();

    /// <summary>What was last told of the index's rebuild; null for nothing.</summary>
    public RebuildProgress? Progress { get; private set; }

    public bool IsOver => database.Time.GetElapsedTime(_heard) > patience;

    public async Task LookAsync(IndexStamp? stamp, CancellationToken cancellationToken)
    {
        if (stamp is null)
            return;
        var progress = await database.ReadAsync(data => RebuildProgress.ReadAsync(data, stamp.Index), cancellationToken);
        if (progress == Progress)
            return;
        Progress = progress;
        _heard = database.Time.GetTimestamp();
    }
}
