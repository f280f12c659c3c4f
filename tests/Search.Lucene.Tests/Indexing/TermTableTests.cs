using Search.Lucene.Indexing;

namespace Search.Lucene.Tests.Indexing;

public class TermTableTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 20_000)]
    [InlineData(3, 20_000)]
    public void Equal_bytes_get_one_id_and_ids_sort_by_unsigned_bytes(int seed, int count)
    {
        var random = new Random(seed);
        var table = new TermTable(new TermArena());
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var term = RandomTerm(random);
            var source = new byte[3 + term.Length + random.Next(10)];
            random.NextBytes(source);
            term.CopyTo(source, 3);
            var id = table.FindOrAdd(source, 3, term.Length);
            var key = Convert.ToHexString(term);
            Assert.Equal(ids.TryGetValue(key, out var known) ? known : ids.Count, id);
            ids[key] = id;
            Assert.Equal(id, table.Slots[table.Find(term)].Id);
            Assert.Equal(term, table.Term(id).ToArray());
        }
        Assert.Equal(ids.Count, table.Count);
        // Upper-case hexadecimal of bytes sorts as the bytes do.
        var expected = ids.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);
        Assert.Equal(expected, table.SortedIds());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_block_of_terms_gets_the_ids_that_its_terms_get_one_by_one(int seed)
    {
        var random = new Random(seed);
        var (blockwise, single) = (new TermTable(new TermArena()), new TermTable(new TermArena()));
        for (var block = 0; block < 100; block++)
        {
            var terms = Enumerable.Range(0, random.Next(257)).Select(_ => RandomTerm(random)).ToArray();
            var source = terms.SelectMany(term => term).ToArray();
            var lengths = terms.Select(term => term.Length).ToArray();
            var starts = lengths.Select((_, i) => lengths[..i].Sum()).ToArray();
            var slots = new int[terms.Length];
            blockwise.FindOrAdd(source, starts, lengths, slots);
            Assert.Equal(terms.Select(term => single.FindOrAdd(term, 0, term.Length)), slots.Select(slot => blockwise.Slots[slot].Id));
            Assert.Equal(terms, slots.Select(slot => blockwise.TermAt(slot).ToArray()));
        }
        Assert.Equal(single.SortedIds(), blockwise.SortedIds());
    }

    [Fact]
    public void Terms_that_differ_by_zero_bytes_only_are_different_and_the_shorter_comes_first()
    {
        var table = new TermTable(new TermArena());
        var longest = table.FindOrAdd("abcdefg\0\0\0x"u8.ToArray(), 0, 11);
        var longer = table.FindOrAdd("abcdefg\0\0"u8.ToArray(), 0, 9);
        var middle = table.FindOrAdd("abcdefg\0"u8.ToArray(), 0, 8);
        var shortest = table.FindOrAdd("abcdefg"u8.ToArray(), 0, 7);
        var empty = table.FindOrAdd([], 0, 0);
        Assert.Equal([empty, shortest, middle, longer, longest], table.SortedIds());
    }

    [Fact]
    public void After_a_reset_nothing_is_found()
    {
        var arena = new TermArena();
        var table = new TermTable(arena);
        for (var i = 0; i < 1000; i++)
            table.FindOrAdd(BitConverter.GetBytes(i), 0, 4);
        table.Reset();
        arena.Reset();
        Assert.Equal(-1, table.Find(BitConverter.GetBytes(7)));
        Assert.Equal(0, table.FindOrAdd("new"u8.ToArray(), 0, 3));
        Assert.Equal([0], table.SortedIds());
    }

    [Fact]
    public void The_longest_term_is_kept_whole()
    {
        var table = new TermTable(new TermArena());
        var term = new byte[TermTable.MaxTermBytes];
        new Random(5).NextBytes(term);
        var id = table.FindOrAdd(term, 0, term.Length);
        Assert.Equal(id, table.FindOrAdd(term, 0, term.Length));
        Assert.Equal(term, table.Term(id).ToArray());
    }

    /// <summary>Few letters and shared beginnings, so that many terms collide in their first words.</summary>
    private static byte[] RandomTerm(Random random)
    {
        var beginning = random.Next(4) switch
        {
            0 => "https://example.org/"u8,
            1 => "abcdefgh"u8,
            _ => default,
        };
        var rest = new byte[random.Next(12)];
        for (var i = 0; i < rest.Length; i++)
            rest[i] = (byte)(random.Next(8) switch { 0 => 0, 1 => 0xFF, var letter => 'a' + letter });
        return [.. beginning, .. rest];
    }
}
