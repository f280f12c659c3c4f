using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Search.Analysis;
using Search.Analysis.Standard;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Compatibility.Tests;

/// <summary>Indexes a shared corpus as the peer harness does: the same documents, fields and analysis, in the same order.</summary>
internal static class PeerCorpus
{
    private const int MaxStringLength = 8000;

    /// <summary>Writes the first <paramref name="max"/> articles with one thread; a small <paramref name="ramMegabytes"/> makes many segments.</summary>
    public static void Index(string corpus, string folder, double ramMegabytes, int max = int.MaxValue, Analyzer? analyzer = null)
    {
        using var directory = new MMapDirectory(folder);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer ?? new StandardAnalyzer()) { RamBufferMegabytes = ramMegabytes });
        foreach (var document in Documents(corpus).Take(max))
            writer.AddDocument(document);
        writer.Commit();
    }

    /// <summary>The documents, in order.</summary>
    public static IEnumerable<Document> Documents(string corpus)
    {
        using var file = File.OpenRead(Shared.PathOf(corpus));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return ToDocument(json.RootElement);
        }
    }

    private static Document ToDocument(JsonElement article)
    {
        var published = Seconds(Text(article, "published"));
        return new Document()
            .Add(Field.Text("title", Text(article, "title") ?? "", stored: true))
            .Add(Field.Text("body", Text(article, "body") ?? "null", stored: true))
            .Add(Field.String("url", Cut(Text(article, "url") ?? "null"), stored: true))
            .Add(Field.String("source", Cut(Text(article, "source") ?? ""), stored: true))
            .Add(Field.NumericDocValues("published", published))
            .Add(Field.LongPoint("published", published));
    }

    private static string? Text(JsonElement article, string name) => article.TryGetProperty(name, out var value) ? value.GetString() : "";

    private static string Cut(string text) => text.Length > MaxStringLength ? text[..MaxStringLength] : text;

    /// <summary>Seconds since 1970 of an ISO date, with or without a time; 0 for anything else.</summary>
    private static long Seconds(string? text)
    {
        if (text is null || text.Length < 10)
            return 0;
        var (part, format) = text.Length >= 19 ? (text[..19].Replace(' ', 'T'), "yyyy-MM-dd'T'HH:mm:ss") : (text[..10], "yyyy-MM-dd");
        return DateTimeOffset.TryParseExact(part, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : 0;
    }
}
