using Search.Data.Outbox;

namespace Search.Alerts.Retention;

/// <summary>The mails that lie in a pickup folder: what is erased in the database goes there too.</summary>
public sealed class PickupFiles(string folder)
{
    /// <summary>Deletes the files of those mails that went to the folder; one that somebody has taken away is gone already.</summary>
    /// <exception cref="IOException">A file can't be deleted.</exception>
    public void Remove(IEnumerable<OutboxMessage> mails)
    {
        foreach (var mail in mails)
        {
            if (mail is { State: OutboxState.PickedUp, LastReply: { } name } && IsFileName(name))
                Delete(Path.Combine(folder, name));
        }
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    /// <summary>A name as the pickup transport gives it, which leads nowhere else.</summary>
    private static bool IsFileName(string name) => name.EndsWith(".eml", StringComparison.Ordinal) && name[..^4].All(char.IsAsciiHexDigitLower);
}
