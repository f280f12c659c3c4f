namespace Search.Lucene;

/// <summary>The directory holds no index: no <c>segments_N</c> file.</summary>
public sealed class IndexNotFoundException(string message) : IOException(message);
