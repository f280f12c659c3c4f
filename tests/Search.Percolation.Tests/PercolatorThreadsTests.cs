using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Testing.Model;

namespace Search.Percolation.Tests;

/// <summary>Matching while queries are registered, replaced and removed in other threads.</summary>
public sealed class PercolatorThreadsTests
{
    private const int Changes = 6_000;
    private const int Stable = 50;

    // Ids: stable ones from 0, a replaced one, one that comes and goes, and ever new ones.
    private const long Replaced = 1_000;
    private const long Toggled = 1_001;
    private const long FirstNew = 2_000;

    private readonly Percolator _percolator = new(WordAnalyzer.Instance);
    private long _registered = FirstNew - 1;
    private volatile bool _done;

    [Fact]
    public async Task Snapshots_beside_changes_miss_no_stable_query_know_no_wrong_id_and_see_each_version_whole()
    {
        for (var id = 0L; id < Stable; id++)
            _percolator.Register(id, id % 2 == 0 ? new TermQuery("body", "stable") : new PhraseQuery("body", ["stable", "word"], positions: null));
        _percolator.Register(Replaced, new TermQuery("body", "old"));
        var matching = Enumerable.Range(0, 2).Select(_ => Task.Run(MatchUntilDone)).ToArray();
        try
        {
            await Task.Run(Change);
        }
        finally
        {
            _done = true;
        }
        foreach (var found in await Task.WhenAll(matching))
            Assert.True(found > 0);
    }

    [Fact]
    public async Task Writers_in_several_threads_lose_no_query_of_each_other()
    {
        const int Each = 500;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                _percolator.Register((i * 4L) + writer, new TermQuery("body", "stable"));
                if (i % 5 == 0)
                    Assert.True(_percolator.Remove((i * 4L) + writer));
                if (i % 100 == 0)
                    _percolator.Snapshot();
            }
        })));
        var expected = Enumerable.Range(0, Each).Where(i => i % 5 != 0).SelectMany(i => Enumerable.Range(0, 4).Select(writer => (i * 4L) + writer)).Order();
        Assert.Equal(expected, Matched(_percolator.Snapshot().CreateMatcher(), "stable"));
    }

    [Fact]
    public async Task Matchers_of_one_snapshot_work_side_by_side()
    {
        for (var id = 0L; id < 200; id++)
            _percolator.Register(id, new TermQuery("body", $"w{id % 20}"));
        var snapshot = _percolator.Snapshot();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var matcher = snapshot.CreateMatcher();
            for (var i = 0; i < 100; i++)
                Assert.Equal(Enumerable.Range(0, 10).Select(k => ((i + thread) % 20) + (20L * k)), Matched(matcher, $"w{(i + thread) % 20}"));
        })));
    }

    private void Change()
    {
        for (var i = 0; i < Changes; i++)
        {
            _percolator.Register(Replaced, new TermQuery("body", i % 2 == 0 ? "new" : "old"));
            if (i % 2 == 0)
                _percolator.Register(Toggled, new TermQuery("body", "stable"));
            else
                Assert.True(_percolator.Remove(Toggled));
            _percolator.Register(FirstNew + i, New(i));
            Interlocked.Increment(ref _registered);
        }
    }

    /// <summary>Found by “stable word”, and naming terms, fields and patterns that no query named before.</summary>
    private static Query New(int i) => (i % 5) switch
    {
        0 => BooleanQuery.All(new TermQuery("body", "stable"), new TermQuery("body", "word")),
        1 => BooleanQuery.Any(new TermQuery("body", "word"), new TermQuery("body", $"w{i}"), new PhraseQuery("body", [$"w{i - 1}", $"w{i}"], positions: null)),
        2 => BooleanQuery.Any(new PhraseQuery("body", ["stable", "word"], positions: null), new WildcardQuery("body", $"*w{i}*")),
        3 => BooleanQuery.Any(new PrefixQuery("body", "wor"), new TermQuery($"field{i % 200}", $"w{i}")),
        _ => BooleanQuery.Of([new BooleanClause(new TermQuery("body", "word"), Occur.Must), new BooleanClause(new TermQuery("body", $"w{i}x"), Occur.MustNot)]),
    };

    private long MatchUntilDone()
    {
        var rounds = 0L;
        while (!_done)
        {
            var registered = Interlocked.Read(ref _registered);
            Look(_percolator.Snapshot(), registered);
            rounds++;
        }
        return rounds;
    }

    /// <summary>One snapshot sees all that was registered before it, and of the query that is replaced either text.</summary>
    private static void Look(PercolatorSnapshot snapshot, long registered)
    {
        var matcher = snapshot.CreateMatcher();
        var newest = string.Join(' ', Enumerable.Range((int)Math.Max(0, registered - FirstNew), 20).Select(i => $"w{i}"));
        var found = Matched(matcher, "stable word " + newest);
        Assert.Equal(found.Distinct(), found);
        var sure = Enumerable.Range(0, Stable).Select(id => (long)id).Concat(Enumerable.Range(0, (int)(registered - FirstNew + 1)).Select(i => FirstNew + i));
        Assert.Empty(sure.Except(found));
        Assert.All(found, id => Assert.True(id is (>= 0 and < Stable) or Toggled or (>= FirstNew and < FirstNew + Changes)));
        var (old, changed) = (Matched(matcher, "old"), Matched(matcher, "new"));
        Assert.Equal([Replaced], old.Concat(changed));
        Assert.Equal([Replaced], Matched(matcher, "old new"));
        Assert.Equal(found, Matched(matcher, "stable word " + newest));
    }

    private static long[] Matched(PercolatorMatcher matcher, string body)
    {
        var found = matcher.Match(new Document().Add(Field.Text("body", body, stored: false))).ToArray();
        Array.Sort(found);
        return found;
    }
}
