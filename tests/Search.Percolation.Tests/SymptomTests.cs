using Search.Analysis.Standard;
using Search.Lucene.Automata;
using Search.Lucene.Documents;
using Search.Lucene.Searching;

namespace Search.Percolation.Tests;

/// <summary>Faults that were found, by their symptoms.</summary>
public sealed class SymptomTests
{
    private static Document Text(string body) => new Document().Add(Field.Text("body", body, stored: false));

    private static long[] Match(Percolator percolator, string body) => [.. percolator.Snapshot().CreateMatcher().Match(Text(body)).ToArray().Order()];

    [Theory]
    [InlineData("ab", '?', 201)]
    [InlineData("x", '-', 1_001)]
    public void A_regexp_whose_printed_form_is_too_long_to_be_read_again_breaks_no_snapshot(string start, char repeated, int times)
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(1, new RegexpQuery("body", RegExp.Parse(start + new string(repeated, times)).Fold(text => text)));
        percolator.Register(2, new TermQuery("body", "incursion"));
        Assert.Equal([2], Match(percolator, "incursion"));
    }

    [Fact]
    public void A_snapshot_that_fails_loses_no_query()
    {
        var fails = true;
        var percolator = new Percolator(new StandardAnalyzer(), new PercolatorOptions { DocFreq = (_, _) => fails ? throw new InvalidOperationException("no statistics") : 1, DocCount = 10 });
        percolator.Register(1, new TermQuery("body", "incursion"));
        Assert.Throws<InvalidOperationException>(percolator.Snapshot);
        fails = false;
        Assert.Equal([1], Match(percolator, "incursion"));
        percolator.Register(2, new TermQuery("body", "incursion"));
        fails = true;
        Assert.Throws<InvalidOperationException>(percolator.Snapshot);
        Assert.True(percolator.Remove(1));
        Assert.NotNull(percolator.Find(2));
        fails = false;
        Assert.Equal([2], Match(percolator, "incursion"));
    }

    [Fact]
    public void A_word_again_and_again_is_compared_with_long_phrases_of_it_in_steps_that_are_not_cubic()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        for (var length = 3_000; length < 3_010; length++)
            percolator.Register(length, new PhraseQuery("body", [.. Enumerable.Repeat((TermBytes)"a", length)]));
        Assert.Equal([3_000, 3_001, 3_002, 3_003], Match(percolator, string.Join(' ', Enumerable.Repeat("a", 3_003))));
    }

    [Fact]
    public void Queries_that_come_and_go_leave_nothing_behind()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        percolator.Register(-1, new PhraseQuery("body", ["stays", "here"]));
        percolator.Register(-2, new FuzzyQuery("body", "incursion", maxEdits: 1));
        for (var i = 0; i < 30_000; i++)
        {
            percolator.Register(i % 5, BooleanQuery.All(new TermQuery("body", $"w{i}"), new PrefixQuery("body", $"p{i}")));
            if (i % 1_000 == 0)
                percolator.Snapshot();
        }
        var snapshot = percolator.Snapshot();
        Assert.InRange(snapshot.Statistics.Terms, 7, 20_010);
        Assert.Equal(7, snapshot.Count);
        Assert.Equal([-2, -1, 4], Match(percolator, "stays here: incursoin, w29999 p29999x"));
    }

    [Fact]
    public void Patterns_with_automata_that_are_gone_give_their_memory_back()
    {
        var percolator = new Percolator(new StandardAnalyzer());
        var (count, terms) = (0, 0);
        var states = 0L;
        // Each round names a new term, so that fewer terms than rounds say that what is gone was given up.
        for (; terms == count && states < 10_000_000; count++)
        {
            var pattern = new RegexpQuery("body", $"x{count}y.{{0,500}}z");
            states += pattern.StateCount;
            percolator.Register(1, pattern);
            percolator.Register(2, new TermQuery("body", $"t{count}"));
            terms = percolator.Snapshot().Statistics.Terms;
        }
        Assert.InRange(states, 1_000_000, 3_000_000);
        Assert.Equal([1, 2], Match(percolator, $"x{count - 1}yz t{count - 1}"));
    }
}
