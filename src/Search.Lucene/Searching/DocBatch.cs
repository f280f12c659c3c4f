namespace Search.Lucene.Searching;

/// <summary>A block of matching documents of one segment, ascending, with their scores. Reused; not thread-safe.</summary>
internal sealed class DocBatch
{
    /// <summary>Most documents in a block; no scorer fills more in one go.</summary>
    public const int Capacity = 4096;

    public readonly int[] Docs = new int[Capacity];
    public readonly float[] Scores = new float[Capacity];
}
