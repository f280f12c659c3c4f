namespace Search.Lucene.Indexing;

/// <summary>
/// One document can't be indexed: a term too long, a field used in two ways, an analysis that failed. It was not added, what was to be
/// replaced by it still stands, and everything else is as it was. The writer stays usable.
/// </summary>
public sealed class UnindexableDocumentException(string message, Exception inner) : ArgumentException(message, inner);
