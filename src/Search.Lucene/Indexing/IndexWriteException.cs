namespace Search.Lucene.Indexing;

/// <summary>
/// Writing to the index's folder failed (a full disk, a lost mount). The message says what the writer stands at now; the inner
/// exception is what the folder said. The writer stays usable.
/// </summary>
public sealed class IndexWriteException(string message, bool changesAreLost, Exception inner) : IOException(message, inner)
{
    /// <summary>True when the writer went back to the last commit; false when only a merge was given up and every change is still there.</summary>
    public bool ChangesAreLost { get; } = changesAreLost;
}
