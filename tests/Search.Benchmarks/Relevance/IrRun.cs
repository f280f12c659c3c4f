using Search.Benchmarks.Corpora;
using Search.Lucene.Compatibility.Tests.Relevance;
using Search.Lucene.Store;
using Search.Queries.Classic;
using Search.Queries.Syntax;
using Search.Testing;
using Search.Testing.Relevance;

namespace Search.Benchmarks.Relevance;

/// <summary>Ranks the test collections in each way, to the same depth.</summary>
internal sealed class IrRun(int top)
{
    private static readonly string[] Analyzers = ["standard", "english"];

    public IEnumerable<IrRow> Rows()
    {
        var collections = IrCollection.Names.Select(IrCollection.Load).ToArray();
        var lucene = Analyzers.SelectMany(analyzer => Lucenes(collections, analyzer)).ToLookup(row => row.Collection, StringComparer.Ordinal);
        foreach (var collection in collections)
        {
            foreach (var row in lucene[collection.Name].Concat(Analyzers.Select(analyzer => Ours(collection, analyzer))).Concat(Articles(collection)))
                yield return row;
        }
    }

    private List<IrRow> Lucenes(IReadOnlyList<IrCollection> collections, string analyzer)
    {
        using var folder = new TemporaryFolder();
        var indexes = collections.Select(collection => (Collection: collection, Folder: folder.File(collection.Name))).ToArray();
        foreach (var (collection, index) in indexes)
            LuceneRanking.Index(collection, index, analyzer);
        var rankings = LuceneRanking.Rank(indexes, analyzer, top);
        return [.. collections.Select((collection, i) => new IrRow(collection.Name, $"Lucene, {analyzer} analyzer", RelevanceScores.Of(collection, rankings[i])))];
    }

    private IrRow Ours(IrCollection collection, string analyzer)
    {
        using var directory = new MemoryDirectory();
        IrIndex.WriteBodies(collection, directory, PeerSchema.Analyzer(analyzer));
        var parser = new ClassicQueryParser("body", PeerSchema.Analyzer(analyzer));
        var ranking = IrIndex.Rank(directory, collection.Queries.Select(query => parser.Parse(query.Escaped)), top);
        return new IrRow(collection.Name, $"Search, {analyzer} analyzer", RelevanceScores.Of(collection, ranking));
    }

    private IEnumerable<IrRow> Articles(IrCollection collection)
    {
        using var directory = new MemoryDirectory();
        IrArticles.Write(collection, directory);
        foreach (var (joiner, by) in new[] { (QueryOperator.Or, "Search, articles, any word"), (QueryOperator.And, "Search, articles, every word (as typed)") })
        {
            var ranking = IrIndex.Rank(directory, collection.Queries.Select(query => IrArticles.Query(query, joiner)), top);
            yield return new IrRow(collection.Name, by, RelevanceScores.Of(collection, ranking));
        }
    }
}
