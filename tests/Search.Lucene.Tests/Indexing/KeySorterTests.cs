using Search.Lucene.Indexing;

namespace Search.Lucene.Tests.Indexing;

public class KeySorterTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(KeySorter.Few, 0)]
    [InlineData(KeySorter.Few + 1, 0)]
    [InlineData(KeySorter.Few, 61)]
    [InlineData(KeySorter.Many - 1, 0)]
    [InlineData(KeySorter.Many, 0)]
    [InlineData(20_000, 0)]
    [InlineData(20_000, 40)]
    [InlineData(20_000, 61)]
    public void Keys_are_sorted_as_numbers_without_sign_and_items_go_with_them(int count, int shift)
    {
        const int Before = 3;
        var random = new Random(count + shift);
        var keys = Enumerable.Range(0, Before + count + 2).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> shift).ToArray();
        var given = keys.ToArray();
        var items = Enumerable.Range(0, keys.Length).ToArray();
        KeySorter.Sort(keys, items, Before, Before + count);
        Assert.Equal(given[..Before].Concat(given.Skip(Before).Take(count).Order()).Concat(given[(Before + count)..]), keys);
        Assert.Equal(keys, items.Select(item => given[item]));
        Assert.Equal(Enumerable.Range(0, keys.Length), items.Order());
    }
}
