using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public class NativeMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public void A_block_that_grows_keeps_what_it_has(int length)
    {
        using var block = new NativeBlock<int>(length);
        for (var i = 0; i < length; i++)
            block[i] = i * 3;
        block.Grow(length * 2);
        Assert.Equal(2 * length, block.Length);
        Assert.Equal(Enumerable.Range(0, length).Select(i => i * 3), block.Items[..length].ToArray());
    }

    [Fact]
    public void A_block_can_not_be_read_where_it_ends_or_after_it_was_freed()
    {
        using var block = new NativeBlock<long>(8);
        Assert.Throws<IndexOutOfRangeException>(() => block[8]);
        Assert.Throws<IndexOutOfRangeException>(() => block[-1]);
        block.Dispose();
        Assert.Equal(0, block.Items.Length);
        Assert.Throws<IndexOutOfRangeException>(() => block[0]);
        Assert.Throws<ObjectDisposedException>(() => block.Grow(16));
        block.Dispose();
    }

    [Fact]
    public void Chunks_are_addressed_as_one_array_and_never_move()
    {
        using var chunks = new NativeChunks();
        chunks.Add();
        ref var early = ref chunks[5];
        early = 7;
        chunks.Add();
        chunks.Add();
        Assert.Equal(3 * NativeChunks.ChunkBytes, chunks.Length);
        Assert.Equal(7, chunks[5]);
        early = 8;
        Assert.Equal(8, chunks[5]);
        var last = chunks.Slice(chunks.Length - 4, 4);
        last.Fill(9);
        Assert.Equal(9, chunks[chunks.Length - 1]);
    }

    [Fact]
    public void Chunks_can_not_be_read_where_they_end_or_after_they_were_freed()
    {
        using var chunks = new NativeChunks();
        Assert.Throws<IndexOutOfRangeException>(() => chunks[0]);
        chunks.Add();
        chunks.Add();
        Assert.Throws<IndexOutOfRangeException>(() => chunks[chunks.Length]);
        Assert.Throws<IndexOutOfRangeException>(() => chunks[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunks.Slice(NativeChunks.ChunkBytes - 3, 4).Length);
        chunks.Dispose();
        Assert.Equal(0, chunks.Length);
        Assert.Throws<IndexOutOfRangeException>(() => chunks[0]);
        Assert.Throws<ObjectDisposedException>(chunks.Add);
    }
}
