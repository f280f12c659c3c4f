using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Search.Benchmarks.Corpora;

/// <summary>Reads a corpus of article JSON, one a line, plain or gzip.</summary>
internal static class Corpus
{
    private const int LongestString = 8_000;

    public static List<CorpusArticle> Load(string path, int limit = int.MaxValue) => [.. Read(path).Take(limit)];

    /// <summary>One after the other: for files that are not to be kept in memory.</summary>
    public static IEnumerable<CorpusArticle> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(content, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return ReadArticle(line);
        }
    }

    /// <summary>Bytes of title and body in UTF-8.</summary>
    public static long TextBytes(IEnumerable<CorpusArticle> articles) => articles.Sum(article => (long)article.TextBytes);

    private static CorpusArticle ReadArticle(string line)
    {
        using var json = JsonDocument.Parse(line);
        var article = json.RootElement;
        return new CorpusArticle(
            Encoding.UTF8.GetBytes(Text(article, "title")), Encoding.UTF8.GetBytes(Text(article, "body")),
            Cut(Text(article, "url")), Cut(Text(article, "source")), Seconds(Text(article, "published")))
        {
            Language = Text(article, "language"),
        };
    }

    private static string Text(JsonElement article, string name) =>
        article.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Cut(string value) => value.Length > LongestString ? value[..LongestString] : value;

    /// <summary>As the peer: the date and time as if in UTC, any offset ignored; 0 when it can't be read.</summary>
    private static long Seconds(string published)
    {
        if (published.Length < 10)
            return 0;
        var text = published.Length >= 19 ? published[..19].Replace(' ', 'T') : published[..10];
        var format = published.Length >= 19 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd";
        return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new DateTimeOffset(time).ToUnixTimeSeconds()
            : 0;
    }
}
