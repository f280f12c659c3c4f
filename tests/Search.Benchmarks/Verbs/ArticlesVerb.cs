using System.CommandLine;
using System.Globalization;
using Search.Benchmarks.Corpora;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>articles</c>: writes a corpus into an index of articles, as the service has one, without rows or alerts: for measurements of large indexes.
/// What the index holds already stays.
/// </summary>
internal static class ArticlesVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var index = new Option<string>("--index") { Description = "folder of the index; made where there is none", Required = true };
        var parts = new Option<int>("--parts") { Description = "take every n-th article alone", DefaultValueFactory = _ => 1 };
        var part = new Option<int>("--part") { Description = "from which on, from 0", DefaultValueFactory = _ => 0 };
        var command = new Command("articles", "Writes an index of articles.") { corpus, index, parts, part };
        command.SetAction(result => Json.Print(Run(
            result.GetRequiredValue(corpus), result.GetRequiredValue(index), Math.Max(1, result.GetValue(parts)), result.GetValue(part))));
        return command;
    }

    private static Dictionary<string, object> Run(string corpus, string folder, int parts, int part)
    {
        Directory.CreateDirectory(folder);
        using var directory = new MMapDirectory(folder);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(ArticleSchema.Analyzer));
        var (bytes, added) = (0L, 0);
        var seconds = Usage.Seconds(() =>
        {
            foreach (var (number, article) in Corpus.Read(corpus).Index().Where(line => line.Index % parts == part))
            {
                var id = number.ToString(CultureInfo.InvariantCulture);
                writer.UpdateDocument(FieldNames.Id, id, ArticleSchema.ToDocument(article.ToText(id, number)));
                (bytes, added) = (bytes + article.TextBytes, added + 1);
            }
            writer.Commit(ArticleSchema.Stamp());
            writer.WaitForMerges();
            writer.Commit(ArticleSchema.Stamp());
        });
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["added"] = added,
            ["text_bytes"] = bytes,
            ["docs"] = writer.MaxDoc,
            ["seconds"] = Json.Round(seconds),
            ["cpu_seconds"] = Json.Round(Usage.CpuSeconds),
            ["index_bytes"] = Usage.FolderBytes(folder),
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }
}
