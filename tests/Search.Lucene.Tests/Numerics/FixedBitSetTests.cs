using Search.Lucene.Numerics;

namespace Search.Lucene.Tests.Numerics;

public sealed class FixedBitSetTests
{
    [Fact]
    public void A_set_of_bits_acts_as_a_set_of_integers()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var length = random.Next(400);
            var bits = new FixedBitSet(length);
            var naive = new SortedSet<int>();
            for (var step = 0; step < 60 && length > 0; step++)
            {
                var index = random.Next(length);
                if (random.Next(3) == 0)
                {
                    bits.Clear(index);
                    naive.Remove(index);
                }
                else
                {
                    bits.Set(index);
                    naive.Add(index);
                }
            }
            AssertSame(naive, bits);
            var start = random.Next(length + 1);
            var end = start + random.Next(length - start + 1);
            bits.SetRange(start, end);
            naive.UnionWith(Enumerable.Range(start, end - start));
            AssertSame(naive, bits);
        }
    }

    [Fact]
    public void Members_are_copied_block_by_block_as_they_are_found_one_by_one()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var bits = new FixedBitSet(random.Next(1, 400));
            for (var i = random.Next(200); i > 0; i--)
                bits.Set(random.Next(bits.Length));
            var from = random.Next(bits.Length + 1);
            var upTo = random.Next(bits.Length + 1);
            var members = new int[random.Next(1, 50)];
            var expected = Enumerable.Range(0, bits.Length).Where(i => bits.Get(i) && i >= from && i < upTo).Take(members.Length);
            Assert.Equal(expected, members[..bits.CopyTo(members, from, upTo)]);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedBitSet(64).CopyTo(new int[64], 0, 65));
    }

    private static void AssertSame(SortedSet<int> naive, FixedBitSet bits)
    {
        var members = new List<int>();
        for (var i = bits.NextSetBit(0); i >= 0; i = bits.NextSetBit(i + 1))
            members.Add(i);
        Assert.Equal(naive, members);
        Assert.Equal(naive.Count, bits.Cardinality());
        Assert.Equal(Enumerable.Range(0, bits.Length).Where(bits.Get), members);
    }
}
