using Search.Benchmarks.Corpora;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// Where indexing time goes, by difference: the corpus is analysed alone, indexed without stored texts in one buffer, and stored
/// without being indexed. Wall seconds of one thread; the parts don't sum exactly to a real run, whose buffers are smaller and are merged.
/// </summary>
internal static class IndexProfile
{
    /// <summary>The largest buffer, so that nothing is flushed before it is asked for.</summary>
    private const double AllInOneBuffer = 1024;

    public static Dictionary<string, object> Measure(IndexRun run, string folder)
    {
        var analyzer = PeerSchema.Analyzer(run.Analyzer);
        var analysis = Usage.Seconds(() => AnalyzeVerb.CountTokens(run.Articles, analyzer));
        var (add, flush, commit) = Index(run, folder, article => PeerSchema.ToDocument(article, stored: false));
        var (store, storeFlush, _) = Index(run, folder, article => PeerSchema.ToDocument(article, inverted: false));
        return new Dictionary<string, object>
        {
            ["analysis_s"] = Json.Round(analysis),
            ["inversion_s"] = Json.Round(Math.Max(0, add - analysis)),
            ["flush_postings_and_columns_s"] = Json.Round(flush),
            ["stored_fields_s"] = Json.Round(store + storeFlush),
            ["commit_s"] = Json.Round(commit),
        };
    }

    private static (double Add, double Flush, double Commit) Index(IndexRun run, string folder, Func<CorpusArticle, Document> document)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var directory = new MMapDirectory(folder);
            using var writer = new IndexWriter(directory, new IndexWriterConfig(PeerSchema.Analyzer(run.Analyzer)) { RamBufferMegabytes = AllInOneBuffer, OpenMode = OpenMode.Create });
            var add = Usage.Seconds(() =>
            {
                foreach (var article in run.Articles)
                    writer.AddDocument(document(article));
            });
            return (add, Usage.Seconds(writer.Flush), Usage.Seconds(() => writer.Commit()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
