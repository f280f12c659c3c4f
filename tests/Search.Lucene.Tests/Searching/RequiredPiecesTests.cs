using System.Text;
using Search.Lucene.Automata;
using Search.Lucene.Searching;
using Search.Lucene.Tests.Automata;

namespace Search.Lucene.Tests.Searching;

/// <summary>The pieces of which each term of a pattern has one: never one that a term lacks, and there where one can be had.</summary>
public sealed class RequiredPiecesTests
{
    public static TheoryData<MultiTermQuery, string[]> Known => new()
    {
        { new PrefixQuery("f", "incur"), ["incur"] },
        { new PrefixQuery("f", ""), [] },
        { new WildcardQuery("f", "*cur?ion*"), ["cur"] },
        { new WildcardQuery("f", "in*sion"), ["sion"] },
        { new WildcardQuery("f", @"a\*bc?"), ["a*bc"] },
        { new WildcardQuery("f", "*"), [] },
        { new RegexpQuery("f", "(foo|bars)baz?"), ["foo", "bars"] },
        { new RegexpQuery("f", "(ab){2,3}c*"), ["ab"] },
        { new RegexpQuery("f", "(ab)*"), [] },
        { new RegexpQuery("f", "colou?r"), ["colo"] },
        { new FuzzyQuery("f", "incursion", maxEdits: 1), ["incu", "sion"] },
        { new FuzzyQuery("f", "incursion", maxEdits: 1, transpositions: false), ["incu", "rsion"] },
        { new FuzzyQuery("f", "incursion", maxEdits: 2, prefixLength: 3), ["inc"] },
        { new FuzzyQuery("f", "is", maxEdits: 2), [] },
        { new TermRangeQuery("f", "abc", "abx"), ["ab"] },
        { new TermRangeQuery("f", "abc", null), [] },
        { new TermInSetQuery("f", ["one", "two"]), ["one", "two"] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_best_pieces_are_found(MultiTermQuery query, string[] pieces) =>
        Assert.Equal(pieces, query.RequiredPieces().Select(Encoding.UTF8.GetString));

    [Fact]
    public void Each_term_that_fulfils_a_pattern_has_one_of_its_pieces()
    {
        var held = 0;
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var random = new Random(seed);
            var patterns = new RandomPatterns(random);
            if (Query(patterns, random) is not { } query || query.RequiredPieces() is not { Count: > 0 } pieces)
                continue;
            for (var i = 0; i < 60; i++)
            {
                var term = Encoding.UTF8.GetBytes(patterns.Text());
                if (!query.Matches(term))
                    continue;
                held++;
                Assert.True(pieces.Any(piece => term.AsSpan().IndexOf(piece) >= 0), $"seed {seed}: {query} lacks its pieces in {Encoding.UTF8.GetString(term)}");
            }
        }
        Assert.InRange(held, 1_000, int.MaxValue);
    }

    private static MultiTermQuery? Query(RandomPatterns patterns, Random random)
    {
        try
        {
            return random.Next(4) switch
            {
                0 => new FuzzyQuery("f", patterns.Text(), random.Next(1, 3), random.Next(4) == 0 ? 1 : 0, FuzzyQuery.Unlimited, random.Next(2) == 0),
                1 => new WildcardQuery("f", string.Concat(patterns.Text().EnumerateRunes().Select(rune => random.Next(4) switch { 0 => "*", 1 => "?", _ => rune.ToString() }))),
                2 => new TermRangeQuery("f", patterns.Text(), patterns.Text()),
                _ => new RegexpQuery("f", patterns.Next(3).ToString()!),
            };
        }
        catch (PatternTooComplexException)
        {
            return null;
        }
    }
}
