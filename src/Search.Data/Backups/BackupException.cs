namespace Search.Data.Backups;

/// <summary>A backup that cannot be read, or a place that it cannot be restored to; the message says why, for people.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static BackupException Foreign() => new("this is not a backup that this program can read");

    internal static BackupException Damaged(string how, Exception? inner = null) => new($"the backup is damaged: {how}", inner);
}
