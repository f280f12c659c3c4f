namespace Search.Data;

/// <summary>
/// Turns that writers take where several may write at once. Held until the transaction ends, so that what the holder wrote is committed
/// before the next one reads. A transaction that needs both takes them in this order.
/// </summary>
public enum DataLock
{
    /// <summary>Sequence numbers are given and articles stored: numbers become visible in ascending order, and no cursor skips one.</summary>
    Ingest = 1,

    /// <summary>
    /// Matches are recorded, digests stored, articles taken down, and alerts change what they cover: keys of matches become visible in ascending
    /// order, no query comes between a batch's reading and its cursor, and no article goes between a digest's last look and its commit.
    /// </summary>
    Matches = 2,

    /// <summary>The schema is brought to its newest version.</summary>
    Schema = 3,
}
