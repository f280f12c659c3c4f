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
    /// Matches are recorded, digests stored, articles taken down, alerts change what they cover, people what they get, and mails are called back:
    /// keys of matches become visible in ascending order, no query comes between a batch's reading and its cursor, no article goes between a
    /// digest's last look and its commit, and nothing puts a person's cursor back, or makes something due, that another is about to move on.
    /// Taken before any row of these is written.
    /// </summary>
    Matches = 2,

    /// <summary>The schema is brought to its newest version.</summary>
    Schema = 3,
}
