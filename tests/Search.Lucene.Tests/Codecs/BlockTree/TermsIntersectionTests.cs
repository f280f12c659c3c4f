using System.Text;
using Search.Lucene.Automata;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Documents;
using Search.Lucene.Tests.Automata;
using Search.Lucene.Tests.Codecs.Postings;

namespace Search.Lucene.Tests.Codecs.BlockTree;

public sealed class TermsIntersectionTests
{
    [Fact]
    public void The_walk_finds_what_a_look_at_every_term_finds()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var terms = Vocabulary(random, random.Next(1, 3_000));
            using var segment = Segment(terms);
            for (var i = 0; i < 25; i++)
                AssertSame(segment, terms, Automaton(random, terms, out var pattern), random.Next(4) == 0 ? random.Next(3) : sbyte.MaxValue, $"seed {seed}: {pattern}");
        }
    }

    [Theory]
    [InlineData("ids")]
    [InlineData("numbers")]
    [InlineData("nested")]
    public void It_does_so_in_dictionaries_of_deep_prefixes_and_long_chains(string vocabulary)
    {
        var terms = SampleVocabulary.Named(vocabulary).Where(term => Array.TrueForAll(term, b => b < 0x80)).ToArray();
        using var segment = Segment(terms);
        foreach (var pattern in new[] { "*", "urn:article:a*", "*7", "*a*b*", "1?3*", "a*", "aaaaaaaaaaaaaaaaaaaaaaaa*", "???", "urn:article:????????????????", "none*" })
            AssertSame(segment, terms, ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern)), sbyte.MaxValue, pattern);
    }

    [Fact]
    public void Blocks_in_which_nothing_can_match_are_not_loaded()
    {
        var terms = SampleVocabulary.Named("numbers");
        using var segment = Segment(terms);
        Assert.InRange(Walk(segment, "*").LoadedBlocks, 60, 400);
        Assert.InRange(Walk(segment, "123*").LoadedBlocks, 1, 4);
        Assert.InRange(Walk(segment, "4?6*").LoadedBlocks, 1, 25);
        Assert.InRange(Walk(segment, "x*").LoadedBlocks, 0, 1);
    }

    [Fact]
    public void Giving_up_ends_the_walk()
    {
        using var segment = Segment(SampleVocabulary.Named("numbers"));
        var asked = 0;
        var walk = new TermsIntersection(segment.Terms, ByteAutomatonBuilder.Build(WildcardPattern.Compile("*")), () => ++asked > 3);
        while (walk.MoveNext())
        {
        }
        Assert.Equal(3, walk.LoadedBlocks);
        Assert.False(walk.MoveNext());
    }

    private static TermsIntersection Walk(SampleSegment segment, string pattern)
    {
        var walk = new TermsIntersection(segment.Terms, ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern)));
        while (walk.MoveNext())
        {
        }
        return walk;
    }

    private static void AssertSame(SampleSegment segment, byte[][] terms, ByteAutomaton automaton, int most, string message)
    {
        var expected = terms.Index().Where(term => automaton.Distance(term.Item) is var distance && distance >= 0 && distance <= most).ToArray();
        var walk = new TermsIntersection(segment.Terms, automaton) { MaxDistance = most };
        foreach (var (index, term) in expected)
        {
            Assert.True(walk.MoveNext(), message);
            Assert.True(walk.Term.SequenceEqual(term), $"{message}: {Encoding.UTF8.GetString(walk.Term)} instead of {Encoding.UTF8.GetString(term)}");
            Assert.Equal(automaton.Distance(term), walk.Distance);
            if (index % 3 == 0)
                Assert.Equal(1 + (index % 2), walk.State.DocFreq);
        }
        Assert.False(walk.MoveNext(), message);
        Assert.False(walk.MoveNext(), message);
    }

    private static ByteAutomaton Automaton(Random random, byte[][] terms, out string pattern)
    {
        var term = Encoding.UTF8.GetString(terms[random.Next(terms.Length)]);
        switch (random.Next(4))
        {
            case 0:
                pattern = term + "~2";
                return ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile(term, random.Next(3), random.Next(2), transpositions: true));
            case 1:
                pattern = string.Concat(term.EnumerateRunes().Select(rune => random.Next(4) switch { 0 => "*", 1 => "?", _ => rune.ToString() }));
                return ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern));
            case 2:
                pattern = new RandomPatterns(random).Next(depth: 3).ToString();
                return ByteAutomatonBuilder.Build(RegExp.Parse(pattern).Compile());
            default:
                pattern = (random.Next(2) == 0 ? "*" : "") + term[..Math.Min(term.Length, random.Next(4))] + "*";
                pattern = pattern.Length > 1 && char.IsHighSurrogate(pattern[^2]) ? "*" : pattern;
                return ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern));
        }
    }

    /// <summary>Words of few letters, so that prefixes are shared, some of them of more than one byte.</summary>
    private static byte[][] Vocabulary(Random random, int count)
    {
        string[] letters = random.Next(2) == 0 ? ["a", "b", "c", "0", "7"] : ["a", "b", "c", "0", "7", "é", "ش", "ك", "😀", "\u007F", "\u0080"];
        var words = Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => letters[random.Next(letters.Length)]))));
        return [.. new SortedSet<byte[]>(words, SampleVocabulary.Order)];
    }

    /// <summary>Term number n lies in 1 + n % 2 documents.</summary>
    private static SampleSegment Segment(byte[][] terms) =>
        new(4, [.. terms.Select((term, index) => new SampleTerm(term, [.. Enumerable.Range(0, 1 + (index % 2)).Select(doc => new SamplePosting(doc, [index]))]))], IndexOptions.DocsAndFreqsAndPositions);
}
