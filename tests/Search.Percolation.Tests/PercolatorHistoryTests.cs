using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Testing.Model;
using RandomDocuments = Search.Percolation.Tests.Properties.RandomDocuments;

namespace Search.Percolation.Tests;

/// <summary>Long histories of registering, replacing and removing, with snapshots taken and matched between, beside a plain dictionary.</summary>
public sealed class PercolatorHistoryTests
{
    private const int Rounds = 4;
    private const int Steps = 400;

    /// <summary>Many queries a step: whatever is merged inside is merged many times over.</summary>
    private const int MostAtOnce = 60;

    private const int Ids = 3_000;

    [Fact]
    public void After_any_history_each_snapshot_finds_what_was_registered_when_it_was_taken()
    {
        var oracle = new Oracle(WordAnalyzer.Instance);
        foreach (var seed in Seeds.Of(Rounds))
            Run(seed, oracle);
        Assert.True(oracle.Matches > 0);
    }

    [Fact]
    public void Removing_all_leaves_nothing_and_the_same_ids_can_be_registered_again()
    {
        var source = new RandomDocuments(1);
        var queries = new RandomQueries(source);
        var percolator = new Percolator(WordAnalyzer.Instance);
        var oracle = new Oracle(WordAnalyzer.Instance);
        for (var round = 0; round < 4; round++)
        {
            var all = Enumerable.Range(0, 2_000).Select(id => ((long)id, queries.Next(depth: 1))).ToList();
            all.ForEach(pair => percolator.Register(pair.Item1, pair.Item2));
            oracle.AssertAgrees(percolator.Snapshot().CreateMatcher(), all, source.Next(), $"round {round}");
            Assert.All(all, pair => Assert.True(percolator.Remove(pair.Item1)));
            Assert.Equal(0, percolator.Count);
            Assert.Equal(0, percolator.Snapshot().Count);
            Assert.Empty(percolator.Snapshot().CreateMatcher().Match(source.Next()).ToArray());
        }
    }

    [Fact]
    public void Thirty_thousand_queries_in_one_go_and_one_at_a_time_find_the_same()
    {
        var source = new RandomDocuments(3);
        var queries = Enumerable.Range(0, 30_000).Select(id => ((long)id, (Query)Pair(source))).ToList();
        var (oneGo, oneByOne) = (new Percolator(WordAnalyzer.Instance), new Percolator(WordAnalyzer.Instance));
        foreach (var (id, query) in queries)
        {
            oneGo.Register(id, query);
            oneByOne.Register(id, query);
            if (id % 1_000 == 0)
                oneByOne.Snapshot();
        }
        var oracle = new Oracle(WordAnalyzer.Instance);
        var (first, second) = (oneGo.Snapshot().CreateMatcher(), oneByOne.Snapshot().CreateMatcher());
        for (var i = 0; i < 3; i++)
        {
            var document = source.Next();
            oracle.AssertAgrees(first, queries, document, "in one go");
            oracle.AssertAgrees(second, queries, document, "one at a time");
        }
    }

    [Fact]
    public void Any_long_is_an_id()
    {
        var percolator = new Percolator(WordAnalyzer.Instance);
        long[] ids = [long.MinValue, -1, 0, int.MaxValue, 1L + int.MaxValue, uint.MaxValue, long.MaxValue];
        foreach (var id in ids)
            percolator.Register(id, new TermQuery("body", "a"));
        Assert.Equal(ids, percolator.Snapshot().CreateMatcher().Match(new Document().Add(Field.Text("body", "a", stored: false))).ToArray().Order());
    }

    private static BooleanQuery Pair(RandomDocuments source) => BooleanQuery.All(
        new TermQuery("body", source.Word()), source.Random.Next(2) == 0 ? new TermQuery("title", source.Word()) : new PhraseQuery("body", [source.Word(), source.Word()], positions: null));

    private static void Run(int seed, Oracle oracle)
    {
        var source = new RandomDocuments(seed);
        var random = source.Random;
        var queries = new RandomQueries(source);
        var percolator = new Percolator(WordAnalyzer.Instance);
        var model = new SortedDictionary<long, Query>();
        var kept = new List<(PercolatorMatcher Matcher, List<(long, Query)> Queries)>();
        for (var step = 0; step < Steps; step++)
        {
            for (var i = random.Next(MostAtOnce); i > 0; i--)
                Change(percolator, model, random, queries);
            if (random.Next(40) == 0)
                Look(percolator, model, kept, source, oracle, $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1, step {step}");
            else if (random.Next(4) == 0)
                Assert.Equal(model.Count, percolator.Snapshot().Count);
        }
        Look(percolator, model, kept, source, oracle, $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1, at the end");
    }

    private static void Change(Percolator percolator, SortedDictionary<long, Query> model, Random random, RandomQueries queries)
    {
        var id = random.Next(Ids) - (Ids / 2);
        if (random.Next(3) == 0)
        {
            Assert.Equal(model.Remove(id), percolator.Remove(id));
            return;
        }
        model[id] = queries.Next(depth: 1);
        percolator.Register(id, model[id]);
    }

    /// <summary>Matches one document with a matcher of what is registered now, and with those kept from before.</summary>
    private static void Look(
        Percolator percolator, SortedDictionary<long, Query> model, List<(PercolatorMatcher Matcher, List<(long, Query)> Queries)> kept, RandomDocuments source, Oracle oracle, string what)
    {
        Assert.Equal(model.Count, percolator.Count);
        kept.Add((percolator.Snapshot().CreateMatcher(), [.. model.Select(pair => (pair.Key, pair.Value))]));
        if (kept.Count > 3)
            kept.RemoveAt(0);
        var document = source.Next();
        foreach (var (matcher, queries) in kept)
            oracle.AssertAgrees(matcher, queries, document, what);
    }
}
