using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>The metadata of a sequence that never falls, read before the file of its packed values is known.</summary>
internal sealed class MonotonicMeta
{
    private MonotonicMeta(long count, int shift, MonotonicBlock[] blocks)
    {
        Count = count;
        Shift = shift;
        Blocks = blocks;
    }

    public long Count { get; }

    public int Shift { get; }

    public MonotonicBlock[] Blocks { get; }

    public static MonotonicMeta Read(ref ByteReader meta, long count, int shift)
    {
        var blocks = new MonotonicBlock[MonotonicReader.BlockCount(ref meta, count, shift)];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = new MonotonicBlock(meta.ReadLong(), BitConverter.Int32BitsToSingle(meta.ReadInt()), meta.ReadLong(), meta.ReadByte());
        return new MonotonicMeta(count, shift, blocks);
    }

    /// <summary>The sequence, whose packed values lie in <paramref name="data"/> from <paramref name="offset"/> on.</summary>
    public MonotonicReader Open(FileView data, long offset) => MonotonicReader.Open(this, data, offset);
}
