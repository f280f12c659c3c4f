using Search.Lucene.Indexing;

namespace Search.Lucene.Tests.Indexing;

public class SlicePoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Many_streams_grown_in_turns_each_give_back_their_numbers(int seed)
    {
        var random = new Random(seed);
        using var pool = new SlicePool();
        for (var round = 0; round < 3; round++)
        {
            var streams = Enumerable.Range(0, 200).Select(_ => new Stream(pool)).ToArray();
            for (var i = 0; i < 20_000; i++)
                streams[(int)(streams.Length * Math.Pow(random.NextDouble(), 3))].Write(pool, random);
            foreach (var stream in streams)
                Assert.Equal(stream.Numbers, stream.Read(pool));
            pool.Reset();
            Assert.Equal(0, pool.Used);
        }
    }

    [Fact]
    public void Streams_longer_than_a_chunk_of_memory_give_back_their_numbers_also_in_memory_that_was_used_before()
    {
        var random = new Random(4);
        using var pool = new SlicePool();
        for (var round = 0; round < 2; round++)
        {
            var streams = Enumerable.Range(0, 3).Select(_ => new Stream(pool)).ToArray();
            for (var i = 0; pool.Used < 5 << 20; i++)
                streams[i % 3].Write(pool, random);
            foreach (var stream in streams)
                Assert.Equal(stream.Numbers, stream.Read(pool));
            pool.Reset();
        }
    }

    [Fact]
    public void A_pool_that_was_freed_takes_no_stream_and_gives_none_back()
    {
        var pool = new SlicePool();
        var stream = new Stream(pool);
        stream.Write(pool, new Random(5));
        pool.Dispose();
        Assert.Throws<IndexOutOfRangeException>(() => stream.Write(pool, new Random(6)));
        Assert.Throws<IndexOutOfRangeException>(() => stream.Read(pool));
        Assert.Throws<ObjectDisposedException>(() => pool.Start());
    }

    [Fact]
    public void An_empty_stream_has_no_bytes()
    {
        using var pool = new SlicePool();
        var head = pool.Start();
        var bytes = new byte[4];
        Assert.Equal(0, pool.Gather(head, head, ref bytes));
    }

    private sealed class Stream(SlicePool pool)
    {
        private readonly int _head = pool.Start();
        private int _tail;

        public List<int> Numbers { get; } = [];

        public void Write(SlicePool pool, Random random)
        {
            if (_tail == 0)
                _tail = _head;
            var number = random.Next() >>> random.Next(31);
            pool.WriteVInt(ref _tail, (uint)number);
            Numbers.Add(number);
        }

        public List<int> Read(SlicePool pool)
        {
            var bytes = new byte[1];
            var length = pool.Gather(_head, _tail == 0 ? _head : _tail, ref bytes);
            var numbers = new List<int>();
            var value = 0;
            var shift = 0;
            foreach (var b in bytes.AsSpan(0, length))
            {
                value |= (b & 0x7F) << shift;
                shift += 7;
                if (b >= 0x80)
                    continue;
                numbers.Add(value);
                value = 0;
                shift = 0;
            }
            return numbers;
        }
    }
}
