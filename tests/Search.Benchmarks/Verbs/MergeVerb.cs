using System.CommandLine;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Queries.Articles;

namespace Search.Benchmarks.Verbs;

/// <summary><c>merge</c>: all segments of an index of articles to one.</summary>
internal static class MergeVerb
{
    public static Command Create()
    {
        var index = new Option<string>("--index") { Description = "folder of an index of articles", Required = true };
        var segments = new Option<int>("--segments") { Description = "how many may be left", DefaultValueFactory = _ => 1 };
        var command = new Command("merge", "Merges an index of articles to one segment.") { index, segments };
        command.SetAction(result => Json.Print(Run(result.GetRequiredValue(index), result.GetValue(segments))));
        return command;
    }

    private static Dictionary<string, object> Run(string folder, int segments)
    {
        using var directory = new MMapDirectory(folder);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(ArticleSchema.Analyzer) { OpenMode = OpenMode.Append });
        var before = Usage.FolderBytes(folder);
        var seconds = Usage.Seconds(() =>
        {
            writer.ForceMerge(segments);
            writer.Commit();
        });
        using var reader = DirectoryReader.Open(directory);
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["docs"] = reader.DocCount,
            ["segments"] = reader.Leaves.Count,
            ["seconds"] = Json.Round(seconds),
            ["cpu_seconds"] = Json.Round(Usage.CpuSeconds),
            ["bytes_before"] = before,
            ["index_bytes"] = Usage.FolderBytes(folder),
            ["peak_rss_bytes"] = Usage.PeakRssBytes,
        };
    }
}
