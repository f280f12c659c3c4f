namespace Search.Lucene.Store;

/// <summary>Another writer holds the lock of this index; the message names the folder and the owner, so far as it is known.</summary>
public sealed class LockHeldException(string message) : IOException(message);
