using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Searching;

/// <summary>Sorting by a column without looking at every match, over random indexes, against looking at every match: the same hits, ties by document.</summary>
public sealed class BestValuesTests
{
    /// <summary>Indexes in the usual run; <c>SEARCH_MODEL_ROUNDS</c> sets more.</summary>
    private const int Rounds = 150;

    private static readonly string[] Words = ["all", "most", "half", "some", "few", "late"];

    [Fact]
    public void The_best_values_are_those_of_a_search_that_looks_at_every_match()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("SEARCH_MODEL_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var more) ? more : Rounds;
        var early = 0;
        for (var seed = 1; seed <= rounds; seed++)
        {
            var random = new Random(seed);
            using var directory = new MemoryDirectory();
            using var reader = Write(directory, random);
            var searcher = new IndexSearcher(reader);
            for (var i = 0; i < 20; i++)
                early += Compare(searcher, random, $"seed {seed}, search {i}") ? 1 : 0;
        }
        Assert.True(early > rounds * 3, $"of {rounds * 20} searches only {early} ended early");
    }

    [Fact]
    public void Matches_are_counted_exactly_up_to_the_threshold()
    {
        var random = new Random(5);
        using var directory = new MemoryDirectory();
        using var reader = Write(directory, random);
        var searcher = new IndexSearcher(reader);
        foreach (var word in Words)
        {
            var all = searcher.Count(new TermQuery("body", word));
            var options = new SearchOptions { SortBy = Sort(descending: true, missing: 0), CountExactlyTo = all };
            Assert.Equal(new TotalHits(all, true), searcher.Search(new TermQuery("body", word), 3, options).Total);
            var fewer = searcher.Search(new TermQuery("body", word), 3, options with { CountExactlyTo = all - 1 }).Total;
            Assert.Equal(new TotalHits(all, false), fewer);
        }
    }

    /// <summary>Asking twice for the documents of a pattern would take twice of what a search may take.</summary>
    [Fact]
    public void A_query_whose_documents_are_costly_to_collect_looks_at_every_match()
    {
        using var directory = new MemoryDirectory();
        using var reader = Write(directory, new Random(6));
        var options = new SearchOptions { SortBy = Sort(descending: true, missing: 0), CountExactlyTo = 1 };
        Assert.True(new IndexSearcher(reader).Search(new PrefixQuery("body", "m"), 3, options).Total.Exact);
    }

    /// <summary>True when the search ended early.</summary>
    private static bool Compare(IndexSearcher searcher, Random random, string context)
    {
        var query = Query(random);
        var options = new SearchOptions
        {
            SortBy = Sort(random.Next(2) == 0, random.Next(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => 50 }),
            Offset = random.Next(3) == 0 ? random.Next(20) : 0,
            ExactCount = random.Next(4) == 0,
            CountExactlyTo = random.Next(300),
            CostOfAsking = random.Next(3) == 0 ? 16 : 1,
        };
        var top = 1 + random.Next(30);
        var expected = searcher.Search(query, top, options with { Exhaustive = true });
        var found = searcher.Search(query, top, options);
        Assert.True(expected.Hits.SequenceEqual(found.Hits), $"{context}: {query}, {options.SortBy}\nexpected {string.Join(' ', expected.Hits)}\nfound    {string.Join(' ', found.Hits)}");
        Assert.True(found.Total.Exact || options.ExactCount ? found.Total == expected.Total : found.Total.Value <= expected.Total.Value, $"{context}: {query} {found.Total}");
        return !found.Total.Exact && found.Total.Value < expected.Total.Value;
    }

    private static NumericSort Sort(bool descending, long missing) => new("date", descending, missing) { HasPoints = true };

    private static Query Query(Random random)
    {
        Query Word() => new TermQuery("body", Words[random.Next(Words.Length)]);
        return random.Next(5) switch
        {
            0 => new MatchAllQuery(),
            1 => BooleanQuery.Of([new BooleanClause(Word(), Occur.Must), new BooleanClause(Word(), Occur.Must)]),
            2 => BooleanQuery.Of([new BooleanClause(Word(), Occur.Should), new BooleanClause(Word(), Occur.Should)]),
            3 => BooleanQuery.Of([new BooleanClause(Word(), Occur.Must), new BooleanClause(Word(), Occur.MustNot)]),
            _ => Word(),
        };
    }

    /// <summary>Several segments with deletions; dates ascend, descend or are random, with many ties or few, and some documents may have none.</summary>
    private static DirectoryReader Write(IndexDirectory directory, Random random)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance) { MergePolicy = MergePolicy.None });
        var (shape, spread, undated, gone) = (random.Next(3), random.Next(2) == 0 ? 40 : 1_000_000, random.Next(3) == 0 ? 0.05 : 0, random.Next(3) * 0.1);
        var count = 1_500 + random.Next(2_500);
        for (var doc = 0; doc < count; doc++)
        {
            writer.AddDocument(Document(random, doc, random.NextDouble() < undated ? null : Date(random, shape, spread, doc, count)));
            if (random.Next(1_500) == 0)
                writer.Flush();
        }
        for (var i = 0; i < count * gone; i++)
            writer.DeleteDocuments("id", random.Next(count).ToString(CultureInfo.InvariantCulture));
        writer.Commit();
        return DirectoryReader.Open(directory);
    }

    private static long Date(Random random, int shape, int spread, int doc, int count) => shape switch
    {
        0 => (long)doc * spread / count,
        1 => (long)(count - doc) * spread / count,
        _ => random.Next(spread),
    };

    private static Document Document(Random random, int number, long? date)
    {
        var words = new List<string> { "all" };
        foreach (var (word, share) in ((string, double)[])[("most", 0.9), ("half", 0.5), ("some", 0.1), ("few", 0.01)])
        {
            if (random.NextDouble() < share)
                words.Add(word);
        }
        if (date > 30)
            words.Add("late");
        var document = new Document().Add(Field.String("id", number.ToString(CultureInfo.InvariantCulture), stored: false)).Add(Field.Text("body", string.Join(' ', words), stored: false));
        return date is { } value ? document.Add(Field.NumericDocValues("date", value)).Add(Field.LongPoint("date", value)) : document;
    }
}
