using Search.Percolation.Terms;

namespace Search.Percolation.Tests.Terms;

public class TermHashTests
{
    [Fact]
    public void The_prefix_of_a_term_in_an_arena_is_that_of_its_bytes()
    {
        var arena = new byte[40];
        new Random(1).NextBytes(arena);
        for (var start = 0; start <= arena.Length; start++)
        {
            for (var length = 0; start + length <= arena.Length; length++)
                Assert.Equal(TermHash.Prefix(arena.AsSpan(start, length)), TermHash.PrefixAt(arena, start, length));
        }
    }
}
