using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;

namespace Search.Testing.Relevance;

/// <summary>Our engine's index of a collection, in one segment, and its rankings.</summary>
public static class IrIndex
{
    /// <summary>Writes one field, <c>body</c>, of each document's whole text.</summary>
    public static void WriteBodies(IrCollection collection, IndexDirectory directory, Analyzer analyzer) =>
        Write(directory, analyzer, collection.Documents.Select(document => new Document().Add(Field.Text("body", document.Text, stored: false))));

    public static void Write(IndexDirectory directory, Analyzer analyzer, IEnumerable<Document> documents)
    {
        using var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        foreach (var document in documents)
            writer.AddDocument(document);
        writer.Commit();
    }

    /// <summary>The first <paramref name="top"/> documents for each query.</summary>
    public static IReadOnlyList<IReadOnlyList<ScoreDoc>> Rank(IndexDirectory directory, IEnumerable<Query> queries, int top)
    {
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        return [.. queries.Select(query => searcher.Search(query, top).Hits)];
    }
}
