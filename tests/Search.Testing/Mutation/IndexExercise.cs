using Search.Lucene;
using Search.Lucene.Checking;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Testing.Model;
using Xunit;

namespace Search.Testing.Mutation;

/// <summary>
/// Does everything with an index that may be damaged: checks it, opens it, searches in every way, reads all that it holds, merges it, and adds to
/// it. Only the documented errors are taken for an answer; any other comes out.
/// </summary>
/// <param name="directory">The index.</param>
/// <param name="words">Frequent ones of the field body.</param>
internal sealed class IndexExercise(IndexDirectory directory, IReadOnlyList<string> words)
{
    private const int Top = 10;

    /// <summary>Documented errors so far.</summary>
    public int Faults { get; private set; }

    /// <summary>True when the check found nothing.</summary>
    public bool IsClean { get; private set; }

    public void Run()
    {
        Guard(() => IsClean = IndexChecker.Check(directory).IsClean);
        Guard(() =>
        {
            using var reader = DirectoryReader.Open(directory);
            Search(reader);
            for (var doc = 0; doc < reader.MaxDoc; doc++)
                Guard(() => reader.Document(doc));
            Guard(reader.CheckIntegrity);
        });
        Guard(Write);
    }

    private void Search(DirectoryReader reader)
    {
        var searcher = new IndexSearcher(reader);
        foreach (var query in Queries())
        {
            Guard(() => searcher.Search(query, Top));
            Guard(() => searcher.Search(query, Top, new SearchOptions { ExactCount = true, Facets = ["source", "words", "labels"], Days = new DayHistogram("published", TimeZoneInfo.Utc) }));
            Guard(() => searcher.Search(query, Top, new SearchOptions { SortBy = new NumericSort("published") }));
            Guard(() => searcher.ForEachMatch(query, _ => { }));
        }
    }

    private IEnumerable<Query> Queries()
    {
        foreach (var word in words)
            yield return new TermQuery("body", word);
        yield return BooleanQuery.Any(words.Select(word => new TermQuery("body", word)));
        yield return BooleanQuery.All(words.Take(2).Select(word => new TermQuery("body", word)));
        yield return BooleanQuery.Of([new(new TermQuery("body", words[0]), Occur.Must), new(new TermQuery("body", words[1]), Occur.MustNot)]);
        yield return new DisjunctionMaxQuery([new TermQuery("body", words[0]), new TermQuery("title", words[1])], 0.1f);
        yield return new PhraseQuery("body", [words[0], words[1]]);
        yield return new PhraseQuery("body", [words[0], words[1], words[2]], slop: 7);
        yield return new MultiPhraseQuery("body", [[words[0], words[2]], [words[1]]], slop: 2);
        yield return new PrefixQuery("body", words[1][..1]);
        yield return new WildcardQuery("body", "*1*");
        yield return new RegexpQuery("body", "[a-z].*[0-9]?");
        yield return new FuzzyQuery("body", words[1]);
        yield return new TermRangeQuery("body", words[2], null);
        yield return new LongRangeQuery("published", -1_000_000, 2_000_000_000);
        yield return new DocValuesRangeQuery("published", -1_000_000, 2_000_000_000);
        yield return new MatchAllQuery();
    }

    /// <summary>A merge of what passed the check must pass it too.</summary>
    private void Write()
    {
        var added = new Document().Add(Field.String("id", "new", stored: true)).Add(Field.Text("body", words[0], stored: true));
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Instance) { MergeThreads = 0 }))
        {
            Guard(() => writer.DeleteDocuments("body", words[^1]));
            Guard(() => writer.ForceMerge(1));
            Guard(() => writer.UpdateDocument("id", "new", added));
            Guard(() => writer.Commit());
        }
        var report = IndexChecker.Check(directory);
        Assert.True(!IsClean || report.IsClean, $"merging made a fault: {string.Join("; ", report.Faults.Take(2))}");
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (IsDocumented(e))
        {
            Faults++;
        }
    }

    private static bool IsDocumented(Exception e) => e switch
    {
        CorruptIndexException or IndexFormatException or IndexNotFoundException or FileNotFoundException or UnindexableDocumentException => true,
        IndexWriteException => IsDocumented(e.InnerException!),
        // A field whose description lost its positions.
        InvalidOperationException => e.Message.Contains("positions", StringComparison.Ordinal),
        _ => false,
    };
}
