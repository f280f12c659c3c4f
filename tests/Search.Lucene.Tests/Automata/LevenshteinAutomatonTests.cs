using System.Text;
using Search.Lucene.Automata;

namespace Search.Lucene.Tests.Automata;

public sealed class LevenshteinAutomatonTests
{
    [Theory]
    [InlineData("incursoin", "incursion", 1)]
    [InlineData("hama", "hamas", 1)]
    [InlineData("hama", "haam", 1)]
    [InlineData("hama", "homs", 2)]
    [InlineData("ca", "abc", -1)]
    [InlineData("حماة", "حماه", 1)]
    [InlineData("😀a", "a", 1)]
    [InlineData("hama", "damascus", -1)]
    public void The_distance_is_the_number_of_edits(string word, string term, int distance) =>
        Assert.Equal(distance, ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile(word, 2, 0, transpositions: true)).Distance(Encoding.UTF8.GetBytes(term)));

    [Fact]
    public void Distances_are_those_of_the_table_of_all_beginnings()
    {
        var near = 0;
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var (edits, prefix, transpositions) = (random.Next(3), random.Next(3), random.Next(4) > 0);
            var word = Word(random, random.Next(1, 8));
            var automaton = ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile(word, edits, prefix, transpositions));
            for (var i = 0; i < 20; i++)
            {
                var term = random.Next(3) == 0 ? Word(random, random.Next(9)) : Changed(word, random);
                var expected = Distance(word, term, prefix, transpositions);
                expected = expected > edits ? -1 : expected;
                near += expected > 0 ? 1 : 0;
                Assert.True(expected == automaton.Distance(Encoding.UTF8.GetBytes(term)), $"seed {seed}: {word}~{edits} prefix {prefix} transpositions {transpositions}: {term} is {expected}, not {automaton.Distance(Encoding.UTF8.GetBytes(term))}");
            }
        }
        Assert.True(near > 10_000, $"{near}");
    }

    [Fact]
    public void Least_tells_what_can_still_be_reached()
    {
        var automaton = ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile("hama", 2, 0, transpositions: true));
        Assert.Equal(0, automaton.Least(automaton.Run(automaton.Start, "ham"u8)));
        Assert.Equal(1, automaton.Least(automaton.Run(automaton.Start, "hom"u8)));
        Assert.Equal(2, automaton.Least(automaton.Run(automaton.Start, "xx"u8)));
    }

    [Fact]
    public void A_long_word_makes_an_automaton_and_a_very_long_one_is_refused()
    {
        Assert.InRange(LevenshteinAutomaton.Compile("antidisestablishmentarianism", 2, 0, transpositions: true).StateCount, 100, 2_000);
        Assert.Throws<PatternTooComplexException>(() => LevenshteinAutomaton.Compile(string.Concat(Enumerable.Range(0, 3_000).Select(i => (char)('a' + i % 26))), 2, 0, transpositions: true));
    }

    private static string Word(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? "é" : random.Next(12) == 0 ? "😀" : ((char)('a' + random.Next(3))).ToString()));

    private static string Changed(string word, Random random)
    {
        var runes = word.EnumerateRunes().ToList();
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(runes.Count + 1);
            if (at < runes.Count && random.Next(3) == 0)
                runes.RemoveAt(at);
            else if (at + 1 < runes.Count && random.Next(2) == 0)
                (runes[at], runes[at + 1]) = (runes[at + 1], runes[at]);
            else
                runes.Insert(at, new Rune('a' + random.Next(3)));
        }
        return string.Concat(runes);
    }

    /// <summary>Optimal string alignment by the textbook's table; what begins otherwise is far away.</summary>
    private static int Distance(string word, string term, int prefix, bool transpositions)
    {
        var (a, b) = (word.EnumerateRunes().ToArray(), term.EnumerateRunes().ToArray());
        prefix = Math.Min(prefix, a.Length);
        if (b.Length < prefix || !a.AsSpan(0, prefix).SequenceEqual(b.AsSpan(0, prefix)))
            return int.MaxValue;
        (a, b) = (a[prefix..], b[prefix..]);
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (transpositions && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }
}
