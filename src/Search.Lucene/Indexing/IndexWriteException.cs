namespace Search.Lucene.Indexing;

/// <summary>
/// Writing to the index's folder failed (a full disk, a lost mount). The message says what the writer stands at now; the inner
/// exception is what the folder said. The writer stays usable.
/// </summary>
public sealed class IndexWriteException(string message, Exception inner) : IOException(message, inner);
