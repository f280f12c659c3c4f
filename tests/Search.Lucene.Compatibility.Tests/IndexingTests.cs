using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Search.Analysis.Standard;
using Search.Lucene.Checking;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests;

/// <summary>Real Lucene judges what the writer leaves after all kinds of histories, and the writer goes on with what real Lucene wrote.</summary>
public class IndexingTests
{
    private const string Fakes = "data/articles/fakes.jsonl.gz";
    private const string Allsides = "data/articles/allsides.jsonl.gz";
    private const string Almayadeen = "data/articles/almayadeen.jsonl.gz";

    [PeerFact(Peer.Lucene)]
    public void One_segment_of_articles_is_clean()
    {
        using var folder = new TemporaryFolder();
        Write(folder, Config, Articles(Fakes, 400), writer => writer.ForceMerge(1));
        AssertClean(folder, segments: 1);
    }

    [PeerFact(Peer.Lucene)]
    public void Many_segments_in_compound_files_and_out_of_them_are_clean()
    {
        using var folder = new TemporaryFolder();
        var config = Config with { RamBufferMegabytes = 1, MergePolicy = MergePolicy.None, CompoundFileMegabytes = 0.6 };
        Write(folder, config, Articles(Allsides, 700), _ => { });
        using (var directory = new MMapDirectory(folder.Path))
        using (var reader = DirectoryReader.Open(directory))
        {
            Assert.InRange(reader.Leaves.Count, 3, 50);
            Assert.Equal(700, reader.DocCount);
        }
        AssertClean(folder, segments: null);
    }

    [PeerFact(Peer.Lucene)]
    public void Updates_deletions_and_merges_leave_a_clean_index()
    {
        using var folder = new TemporaryFolder();
        var articles = Articles(Fakes, 400);
        var config = Config with { RamBufferMegabytes = 0.2, MergePolicy = new MergePolicy { SegmentsPerTier = 3, MaxMergeAtOnce = 3 } };
        Write(folder, config, articles, writer =>
        {
            foreach (var article in articles.Where((_, i) => i % 3 == 0))
                writer.UpdateDocument("url", article.Url, article.ToDocument());
            writer.Commit();
            foreach (var article in articles.Where((_, i) => i % 5 == 0))
                writer.DeleteDocuments("url", article.Url);
            writer.DeleteDocuments("body", "qalamoun");
            writer.Commit();
            writer.DeleteDocuments("body", "aleppo");
        });
        AssertClean(folder, segments: null);
        Write(folder, config, [], writer => writer.ForceMerge(1));
        AssertClean(folder, segments: 1);
    }

    [PeerFact(Peer.Lucene)]
    public void An_empty_index_and_documents_without_text_are_clean()
    {
        using var folder = new TemporaryFolder();
        Write(folder, Config, [], _ => { });
        AssertClean(folder, segments: 0);
        Write(folder, Config, [new Article("", "", "", "", 0)], writer => writer.AddDocument(new Document()));
        AssertClean(folder, segments: 1);
    }

    [PeerFact(Peer.Lucene)]
    public void Sorted_values_sparse_values_and_several_values_of_a_field_are_clean()
    {
        using var folder = new TemporaryFolder();
        Write(folder, Config with { RamBufferMegabytes = 0.3 }, [], writer =>
        {
            for (var i = 0; i < 3000; i++)
            {
                var document = new Document().Add(Field.Text("body", $"first value {i}", stored: false)).Add(Field.Text("body", $"second value {i % 7}", stored: true));
                if (i % 3 == 0)
                    document.Add(Field.SortedDocValues("source", $"source {i % 50}"));
                if (i % 4 == 0)
                    document.Add(Field.NumericDocValues("sparse", i * 1000L)).Add(Field.LongPoint("point", -i)).Add(Field.LongPoint("point", i));
                writer.AddDocument(document);
            }
            writer.DeleteDocuments("body", "17");
        });
        AssertClean(folder, segments: null);
        Write(folder, Config, [], writer => writer.ForceMerge(1));
        AssertClean(folder, segments: 1);
    }

    [PeerFact(Peer.Lucene)]
    public void Sets_of_strings_are_clean_whether_or_not_a_document_has_several()
    {
        using var folder = new TemporaryFolder();
        Write(folder, Config with { RamBufferMegabytes = 0.2, MergePolicy = MergePolicy.None }, [], writer =>
        {
            for (var i = 0; i < 4000; i++)
            {
                var document = new Document().Add(Field.Text("body", $"number {i % 97}", stored: true)).Add(Field.SortedSetDocValues("one", $"value {i % 300}"));
                for (var j = 0; j < i % 7; j++)
                    document.Add(Field.SortedSetDocValues("some", $"tag {i * (j + 1) % 1500}"));
                writer.AddDocument(document.Add(Field.SortedSetDocValues("all", $"{i % 13}")).Add(Field.SortedSetDocValues("all", $"{i % 5}")));
            }
            writer.DeleteDocuments("body", "17");
        });
        AssertClean(folder, segments: null);
        Write(folder, Config, [], writer => writer.ForceMerge(1));
        AssertClean(folder, segments: 1);
    }

    [PeerFact(Peer.Lucene)]
    public void What_real_Lucene_wrote_opens_and_can_be_added_to_and_merged()
    {
        using var folder = new TemporaryFolder();
        LucenePeer.Run("index", Shared.PathOf(Fakes), folder.Path, "-ram", "0.3");
        var articles = Articles(Fakes, 400);
        using (var directory = new MMapDirectory(folder.Path))
        {
            using var reader = DirectoryReader.Open(directory);
            reader.CheckIntegrity();
            Assert.True(reader.Leaves.Count > 1 && reader.Leaves.Any(leaf => leaf.Info.Info.IsCompoundFile));
            Assert.Equal(articles.Count, reader.DocCount);
            Assert.Equal(articles.Select(article => article.Url).Order(StringComparer.Ordinal), Urls(reader));
        }
        Write(folder, Config, Articles(Allsides, 30), writer => writer.UpdateDocument("url", articles[3].Url, articles[3].ToDocument()));
        AssertClean(folder, segments: null);
        Write(folder, Config, [], writer => writer.ForceMerge(1));
        AssertClean(folder, segments: 1);
        using (var directory = new MMapDirectory(folder.Path))
        {
            using var reader = DirectoryReader.Open(directory);
            Assert.Equal(articles.Count(article => article.Url != articles[3].Url) + 1 + 30, reader.DocCount);
            Assert.Equal(reader.MaxDoc, reader.DocCount);
        }
    }

    [PeerTheory(Peer.Lucene)]
    [InlineData(Allsides, "standard", "16")]
    [InlineData(Allsides, "english", "0.5")]
    [InlineData(Almayadeen, "arabic", "16")]
    public void What_real_Lucene_wrote_is_clean_to_our_check_too(string corpus, string analyzer, string megabytes)
    {
        using var folder = new TemporaryFolder();
        LucenePeer.Run("index", Shared.PathOf(corpus), folder.Path, "-analyzer", analyzer, "-ram", megabytes, "-threads", "2", "-max", "4000");
        AssertCleanToUs(folder);
    }

    private static IndexWriterConfig Config { get; } = new(new StandardAnalyzer());

    private static List<string> Urls(DirectoryReader reader) =>
        [.. Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive).Select(doc => reader.Document(doc).GetString("url")!).Order(StringComparer.Ordinal)];

    private static void Write(TemporaryFolder folder, IndexWriterConfig config, IReadOnlyList<Article> articles, Action<IndexWriter> then)
    {
        using var directory = new MMapDirectory(folder.Path);
        using var writer = new IndexWriter(directory, config);
        foreach (var article in articles)
            writer.AddDocument(article.ToDocument());
        then(writer);
        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["cursor"] = "17" });
    }

    private static void AssertClean(TemporaryFolder folder, int? segments)
    {
        var report = LucenePeer.Check(folder.Path);
        Assert.Contains("CHECK clean=true", report, StringComparison.Ordinal);
        if (segments is { } count)
            Assert.Contains($"clean=true segments={count} ", report, StringComparison.Ordinal);
        AssertCleanToUs(folder);
    }

    private static void AssertCleanToUs(TemporaryFolder folder)
    {
        using var directory = new MMapDirectory(folder.Path);
        Assert.Equal([], IndexChecker.Check(directory).Faults.Select(fault => fault.Message));
    }

    private static List<Article> Articles(string corpus, int most)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Shared.PathOf(corpus)), CompressionMode.Decompress));
        var articles = new List<Article>();
        while (articles.Count < most && lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            articles.Add(new Article(
                Text(json, "title"), Text(json, "body"), Text(json, "url"), Text(json, "source"), Seconds(Text(json, "published"))));
        }
        return articles;
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Seconds(string published) =>
        DateTimeOffset.TryParse(published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : 0;

    /// <summary>An article with the fields that the peer's harness indexes.</summary>
    private sealed record Article(string Title, string Body, string Url, string Source, long Published)
    {
        public Document ToDocument() => new Document()
            .Add(Field.Text("title", Title, stored: true))
            .Add(Field.Text("body", Body, stored: true))
            .Add(Field.String("url", Url, stored: true))
            .Add(Field.String("source", Source, stored: true))
            .Add(Field.NumericDocValues("published", Published))
            .Add(Field.LongPoint("published", Published));
    }
}
