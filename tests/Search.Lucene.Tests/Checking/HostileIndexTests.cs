using Search.Testing.Mutation;

namespace Search.Lucene.Tests.Checking;

/// <summary>
/// Damaged files of whole indexes, with and without a checksum that fits: everything that is done with such an index ends in an answer or in a
/// documented error, soon, and without much memory. Ten thousand seeds are tried by the verb <c>mutate</c> of the benchmarks.
/// </summary>
public sealed class HostileIndexTests
{
    private const int Seeds = 80;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_damaged_file_gives_a_documented_error_or_an_answer(int part)
    {
        for (var seed = part * 100_000; seed < (part * 100_000) + Seeds; seed++)
            Assert.Null(MutationRun.Problem(seed, out _));
    }

    /// <summary>Merging once answered the first with an error of arguments (its terms are out of order), and the second (a document without occurrence).</summary>
    [Theory]
    [InlineData(295)]
    [InlineData(645)]
    public void Damage_that_a_merge_meets_is_named_as_damage(int seed) => Assert.Null(MutationRun.Problem(seed, out _));
}
