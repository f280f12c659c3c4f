namespace Search.Lucene.Codecs.StoredFields;

/// <summary>What one thread needs to read from a chunk; reused.</summary>
internal sealed class ChunkScratch
{
    public ChunkHeader Header { get; } = new();

    public ChunkDecompressor Decompressor { get; } = new();
}
